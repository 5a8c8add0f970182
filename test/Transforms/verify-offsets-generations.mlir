// A buffer that leaves the iteration that allocates it has one slot.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The old one is done with when the next is born.
func.func @carried(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
    %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
    scf.yield %next : memref<16xf32>
  }
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Born in a branch; the result of the loop is used after it.
func.func @carried_from_branch(%c: i1, %n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
    %x = scf.if %c -> (memref<16xf32>) {
      %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
      scf.yield %t : memref<16xf32>
    } else {
      scf.yield %out : memref<16xf32>
    }
    scf.yield %x : memref<16xf32>
  }
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// By block arguments. The deallocation of the old one is no use of it.
func.func @carried_by_blocks(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %first = memref.alloc() : memref<16xf32>
  cf.br ^loop(%first : memref<16xf32>)
^loop(%prev: memref<16xf32>):
  memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
  %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.dealloc %prev : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
  cf.cond_br %c, ^loop(%next : memref<16xf32>), ^out
^out:
  memref.copy %next, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A buffer of another slot does not survive the birth.
func.func @born_again(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
    %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
    scf.yield %next : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The carried one is alive when the other is written.
func.func @carried_over_write(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    // expected-note @below {{it writes this buffer '%t' at bytes [0, 64)}}
    %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    // expected-note @below {{it may still be read here}}
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    // expected-note @below {{the other buffer '%next' is at bytes [0, 64)}}
    %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
    scf.yield %next : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Used after the next is born.
func.func @two(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    // expected-error @below {{cannot be verified: it may be used after it is allocated again, so two generations may be alive}}
    %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
    // expected-note @below {{because of this}}
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
    scf.yield %next : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Passed on for later.
func.func @two_later(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%p = %out, %q = %out) -> (memref<16xf32>, memref<16xf32>) {
    memref.copy %q, %out : memref<16xf32> to memref<16xf32>
    // expected-error @below {{cannot be verified: it may be used after it is allocated again, so two generations may be alive}}
    %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
    // expected-note @below {{because of this}}
    scf.yield %next, %p : memref<16xf32>, memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// By block arguments.
func.func @two_by_blocks(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  cf.br ^loop(%out : memref<16xf32>)
^loop(%prev: memref<16xf32>):
  // expected-error @below {{cannot be verified: it may be used after it is allocated again, so two generations may be alive}}
  %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
  cf.cond_br %c, ^skip, ^read
^read:
  // expected-note @below {{because of this}}
  memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
  cf.br ^skip
^skip:
  cf.cond_br %c, ^loop(%next : memref<16xf32>), ^out
^out:
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// In an inner loop, over which the last one lives.
func.func @inner_loop(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    %s = scf.for %j = %c0 to %n step %c1 iter_args(%x = %out) -> (memref<16xf32>) {
      // expected-note @below {{because of this}}
      memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
      // expected-error @below {{cannot be verified: it may be used after it is allocated again, so two generations may be alive}}
      %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
      scf.yield %next : memref<16xf32>
    }
    scf.yield %s : memref<16xf32>
  }
  return
}
