// Buffers of which only one is ever born share all they like.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The result of the branch is either; it is read and written.
func.func @result(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %r = scf.if %c -> (memref<16xf32>) {
    %t = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    scf.yield %t : memref<16xf32>
  } else {
    %e = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%e : memref<16xf32>)
    scf.yield %e : memref<16xf32>
  }
  linalg.add ins(%r, %out : memref<16xf32>, memref<16xf32>) outs(%r : memref<16xf32>)
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// At other offsets, of other sizes, of three, in a loop.
func.func @cases(%k: index, %n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %r = scf.index_switch %k -> memref<?xf32>
    case 0 {
      %x = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
      %y = memref.cast %x : memref<16xf32> to memref<?xf32>
      scf.yield %y : memref<?xf32>
    }
    case 1 {
      %x = memref.alloc() {idealloc.offset = 16} : memref<20xf32>
      %y = memref.cast %x : memref<20xf32> to memref<?xf32>
      scf.yield %y : memref<?xf32>
    }
    default {
      %x = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
      %y = memref.cast %x : memref<16xf32> to memref<?xf32>
      scf.yield %y : memref<?xf32>
    }
    linalg.fill ins(%v : f32) outs(%r : memref<?xf32>)
    %z = memref.load %r[%c0] : memref<?xf32>
    memref.store %z, %out[%c0] : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Born in blocks of which one runs.
func.func @blocks(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  cf.cond_br %c, ^x, ^y
^x:
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 3} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  cf.br ^z(%a : memref<16xf32>)
^y:
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 3} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  cf.br ^z(%b : memref<16xf32>)
^z(%m: memref<16xf32>):
  linalg.add ins(%m, %out : memref<16xf32>, memref<16xf32>) outs(%m : memref<16xf32>)
  memref.copy %m, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The same blocks in a loop that forgets them.
func.func @blocks_in_loop(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  cf.br ^loop
^loop:
  cf.cond_br %c, ^x, ^y
^x:
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  cf.br ^z(%a : memref<16xf32>)
^y:
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  cf.br ^z(%b : memref<16xf32>)
^z(%m: memref<16xf32>):
  linalg.add ins(%m, %out : memref<16xf32>, memref<16xf32>) outs(%m : memref<16xf32>)
  memref.copy %m, %out : memref<16xf32> to memref<16xf32>
  cf.cond_br %c, ^loop, ^out
^out:
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Carried by the loop, but each is done with before the other is born.
func.func @carried(%n: index, %c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
    %x = scf.if %c -> (memref<16xf32>) {
      %t = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
      scf.yield %t : memref<16xf32>
    } else {
      %e = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%e : memref<16xf32>)
      scf.yield %e : memref<16xf32>
    }
    scf.yield %x : memref<16xf32>
  }
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Carried by the loop, one is read after the other is born.
func.func @carried_too_far(%n: index, %c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    %x = scf.if %c -> (memref<16xf32>) {
      memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
      // expected-note @below {{the other buffer '%t' is at bytes [0, 64)}}
      %t = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
      scf.yield %t : memref<16xf32>
    } else {
      // expected-note @below {{it writes this buffer '%e' at bytes [0, 64)}}
      %e = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
      // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
      linalg.fill ins(%v : f32) outs(%e : memref<16xf32>)
      // expected-note @below {{it may still be read here}}
      memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
      memref.copy %e, %out : memref<16xf32> to memref<16xf32>
      scf.yield %out : memref<16xf32>
    }
    scf.yield %x : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Both are born on one path.
func.func @both(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 3} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  cf.cond_br %c, ^z(%a : memref<16xf32>), ^y
^y:
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 3} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  cf.cond_br %c, ^z(%a : memref<16xf32>), ^z(%b : memref<16xf32>)
^z(%m: memref<16xf32>):
  // expected-note @below {{it may still be read here}}
  memref.copy %m, %out : memref<16xf32> to memref<16xf32>
  return
}
