// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// One fault per split, named by the function. Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The offsets agree, the times do not.
func.func @straight_line(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// Sixteen bytes are enough.
func.func @partly_shared(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{the other buffer is at bytes [48, 112)}}
  %b = memref.alloc() {idealloc.offset = 48} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [48, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// %a is never read again, but its last store comes too late.
func.func @dead_store(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A store to one element does not end the life of the others.
func.func @partial_store(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  memref.store %v, %a[%c0] : memref<16xf32>
  // expected-note @below {{it may still be read here}}
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The next iteration reads %a again.
func.func @back_edge(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  scf.for %i = %c0 to %n step %c1 {
    // expected-note @below {{it may still be read here}}
    linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
    // expected-note @below {{it writes this buffer at bytes [0, 64)}}
    %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    linalg.add ins(%t, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The same, from deeper inside, with the write of %a in the loop as well.
func.func @back_edge_nested(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    affine.for %j = 0 to 2 {
      // expected-note @below {{it may still be read here}}
      linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
    }
    scf.for %k = %c0 to %n step %c1 {
      linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    }
    // expected-note @below {{it writes this buffer at bytes [0, 64)}}
    %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    linalg.add ins(%t, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// %a is read inside the op that also holds %b.
func.func @nested_use(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  scf.if %c {
    // expected-note @below {{it writes this buffer at bytes [0, 64)}}
    %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
    // expected-note @below {{it may still be read here}}
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// %s may be %a.
func.func @select(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  %s = arith.select %c, %a, %b : memref<16xf32>
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  memref.copy %t, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{it may still be read here}}
  memref.copy %s, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// %src and %dst are %p and %q by turns; %tmp may not lie on either.
func.func @swap(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %p = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %q = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%p : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%q : memref<16xf32>)
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%src = %p, %dst = %q) -> (memref<16xf32>, memref<16xf32>) {
    // expected-note @below {{it writes this buffer at bytes [0, 64)}}
    %tmp = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%tmp : memref<16xf32>)
    // expected-note @below {{it may still be read here}}
    memref.copy %src, %out : memref<16xf32> to memref<16xf32>
    memref.copy %tmp, %out : memref<16xf32> to memref<16xf32>
    scf.yield %dst, %src : memref<16xf32>, memref<16xf32>
  }
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// The results are %p or %q, also if the loop runs zero times.
func.func @swap_late(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %p = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{the other buffer is at bytes [64, 128)}}
  %q = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%p : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%q : memref<16xf32>)
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%src = %p, %dst = %q) -> (memref<16xf32>, memref<16xf32>) {
    memref.copy %src, %dst : memref<16xf32> to memref<16xf32>
    scf.yield %dst, %src : memref<16xf32>, memref<16xf32>
  }
  // expected-note @below {{it writes this buffer at bytes [64, 128)}}
  %late = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  // expected-error @below {{overwrites bytes [64, 128) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%late : memref<16xf32>)
  memref.copy %late, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{it may still be read here}}
  memref.copy %r#0, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// Values cross over from the condition to the body.
func.func @while(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{the other buffer is at bytes [64, 128)}}
  %b = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  %r:3 = scf.while (%i = %c0, %x = %a, %y = %b) : (index, memref<16xf32>, memref<16xf32>) -> (index, memref<16xf32>, memref<16xf32>) {
    %go = arith.cmpi slt, %i, %n : index
    scf.condition(%go) %i, %y, %x : index, memref<16xf32>, memref<16xf32>
  } do {
  ^bb0(%i: index, %x: memref<16xf32>, %y: memref<16xf32>):
    %j = arith.addi %i, %c1 : index
    scf.yield %j, %x, %y : index, memref<16xf32>, memref<16xf32>
  }
  // expected-note @below {{it writes this buffer at bytes [64, 128)}}
  %t = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  // expected-error @below {{overwrites bytes [64, 128) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  memref.copy %t, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{it may still be read here}}
  memref.copy %r#1, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The condition reads %a after the body has written %t.
func.func @while_body(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  scf.while : () -> () {
    // expected-note @below {{it may still be read here}}
    %x = memref.load %a[%c0] : memref<16xf32>
    %go = arith.cmpf olt, %x, %v : f32
    scf.condition(%go)
  } do {
    // expected-note @below {{it writes this buffer at bytes [0, 64)}}
    %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    scf.yield
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// With no iteration, the first value of %a is what is read.
func.func @zero_trip(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  // expected-note @below {{it may still be read here}}
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Both branches write %a, and %b over it.
func.func @written_in_both(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.if %c {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  } else {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  }
  // expected-note @below {{it may still be read here}}
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Each allocation is a slot of its own, even for an elementwise op.
func.func @in_place(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %x = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %y = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.add ins(%x, %x : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  memref.copy %y, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// The op reads elements that it has overwritten.
func.func @in_place_shifted(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %x = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  // expected-note @below {{it writes this buffer at bytes [16, 80)}}
  %y = memref.alloc() {idealloc.offset = 16} : memref<16xf32>
  // expected-error @below {{writes bytes [16, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.add ins(%x, %x : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  memref.copy %y, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// %a is no operand of the op whose body reads it.
func.func @captured(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
  outs(%b : memref<16xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %x = memref.load %a[%i] : memref<16xf32>
    linalg.yield %x : f32
  }
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Instances are at different points of the body.
func.func @concurrent(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    memref.store %v, %a[%i] : memref<16xf32>
    %x = memref.load %a[%i] : memref<16xf32>
    memref.store %x, %b[%i] : memref<16xf32>
    scf.reduce
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Through a chain of views.
func.func @view_of_view(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %v0 = memref.cast %a : memref<16xf32> to memref<?xf32>
  %v1 = memref.reinterpret_cast %v0 to offset: [0], sizes: [4, 4], strides: [4, 1] : memref<?xf32> to memref<4x4xf32>
  %v2 = memref.collapse_shape %v1 [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{it may still be read here}}
  memref.copy %v2, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]
func.func private @touch(memref<16xf32>)

// A callee may write what it is given.
func.func @call(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  func.call @touch(%b) {idealloc.noretain} : (memref<16xf32>) -> ()
  // expected-note @below {{it may still be read here}}
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]
func.func private @pick(memref<16xf32>) -> memref<16xf32>

// The result may be the argument.
func.func @call_result(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %r = func.call @pick(%a) {idealloc.noretain} : (memref<16xf32>) -> memref<16xf32>
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{it may still be read here}}
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// %prev is the %next of the iteration before.
func.func @two_generations(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    // expected-error @below {{cannot be verified: it may be used after it is allocated again, so two generations may be alive}}
    %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
    // expected-note @below {{because of this}}
    memref.copy %prev, %next : memref<16xf32> to memref<16xf32>
    scf.yield %next : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It outlives its iteration in a branch that carries it.
func.func @carried(%c: i1, %n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    %x = scf.if %c -> (memref<16xf32>) {
      // expected-error @below {{cannot be verified: it may be used after it is allocated again, so two generations may be alive}}
      %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
      scf.yield %t : memref<16xf32>
    } else {
      scf.yield %prev : memref<16xf32>
    }
    // expected-note @below {{because of this}}
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
    scf.yield %x : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// One offset for all instances.
func.func @parallel(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{because of this}}
  scf.forall (%i) in (64) {
    // expected-error @below {{cannot be verified: instances of the body of 'scf.forall' may run concurrently}}
    %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The same, in an op without the trait.
func.func @affine_parallel(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{because of this}}
  affine.parallel (%i) = (0) to (64) {
    // expected-error @below {{cannot be verified: instances of the body of 'affine.parallel' may run concurrently}}
    %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It outlives the function.
func.func @returned(%v: f32, %out: memref<16xf32>) -> memref<?xf32> attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'func.return' returns it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %w = memref.cast %a : memref<16xf32> to memref<?xf32>
  // expected-note @below {{because of this}}
  return %w : memref<?xf32>
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It is a value in other memory.
func.func @stored(%box: memref<1xmemref<16xf32>>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  // expected-error @below {{cannot be verified: 'memref.store' takes it and neither reads nor writes it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  memref.store %a, %box[%c0] : memref<1xmemref<16xf32>>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]
func.func private @keep(memref<16xf32>)

// The callee does not promise.
func.func @kept_by_callee(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a) : (memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// An integer that no analysis follows.
func.func @address_taken(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'memref.extract_aligned_pointer_as_index' takes its address}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %p = memref.extract_aligned_pointer_as_index %a : memref<16xf32> -> index
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The list of addresses is read by something else.
func.func @address_read(%out: memref<16xf32>) -> index attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  // expected-error @below {{cannot be verified: 'memref.extract_aligned_pointer_as_index' takes its address}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %p = memref.extract_aligned_pointer_as_index %a : memref<16xf32> -> index
  %list = memref.alloc() : memref<1xindex>
  memref.store %p, %list[%c0] : memref<1xindex>
  %q = memref.load %list[%c0] : memref<1xindex>
  return %q : index
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A promise that the arena breaks.
func.func @distinct_objects(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'memref.distinct_objects' denies that it shares its memory}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %x, %y = memref.distinct_objects %a, %out : memref<16xf32>, memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A cast that no analysis follows.
func.func @foreign_cast(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'builtin.unrealized_conversion_cast' may give it away by its results}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %u = builtin.unrealized_conversion_cast %a : memref<16xf32> to memref<4x4xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A value whose uses are no uses of the buffer.
func.func @tensor(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'bufferization.to_tensor' may give it away by its results}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %t = bufferization.to_tensor %a restrict : memref<16xf32> to tensor<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It frees one and makes another.
func.func @realloc(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'memref.realloc' may give it away by its results}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %r = memref.realloc %a : memref<16xf32> to memref<32xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A deallocation that compares addresses.
func.func @ownership(%c: i1, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: what 'bufferization.dealloc' does to it is not known}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %own = bufferization.dealloc (%a : memref<16xf32>) if (%c) retain (%out : memref<16xf32>)
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Nobody says when the body runs.
func.func @unknown_region(%lane: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: how the body of 'gpu.warp_execute_on_lane_0', which accesses it, runs is not known}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  gpu.warp_execute_on_lane_0(%lane)[32] {
    memref.store %v, %a[%lane] : memref<16xf32>
  }
  return
}

// -----

// The function was not planned.
func.func @no_arenas(%v: f32, %out: memref<16xf32>) {
  // expected-error @below {{has an offset, but its function has no arena in memory space 'default'}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// There is one, but in another space.
func.func @no_arena_in_space(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{has an offset, but its function has no arena in memory space '1'}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 1>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It ends behind the arena.
func.func @out_of_arena(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{its 64 bytes at offset 64 do not lie inside the arena of 64 bytes}}
  %a = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It is larger than the arena.
func.func @larger_than_arena(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{its 68 bytes at offset 0 do not lie inside the arena of 64 bytes}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<17xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// f32 needs 4.
func.func @misaligned_element(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{offset 2 of an arena aligned to 64 is not aligned to 4 bytes}}
  %a = memref.alloc() {idealloc.offset = 2} : memref<4xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It asks for 32.
func.func @misaligned(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{offset 16 of an arena aligned to 64 is not aligned to 32 bytes}}
  %a = memref.alloc() {alignment = 32, idealloc.offset = 16} : memref<4xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The offset is aligned, the arena is not.
func.func @misaligned_arena(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{offset 0 of an arena aligned to 64 is not aligned to 128 bytes}}
  %a = memref.alloc() {alignment = 128, idealloc.offset = 0} : memref<4xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Nobody knows where it ends.
func.func @dynamic_size(%n: index) attributes {idealloc.arenas = #one} {
  // expected-error @below {{has an offset, but 'memref<?xf32>' has no known size in bytes}}
  %a = memref.alloc(%n) {idealloc.offset = 0} : memref<?xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]
func.func private @keep(memref<16xf32>)

// Six faults, five of them shown.
// expected-error @below {{has 6 buffers that cannot be verified, of which the first 5 are shown}}
func.func @many(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a0 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a0) : (memref<16xf32>) -> ()
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a1 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a1) : (memref<16xf32>) -> ()
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a2 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a2) : (memref<16xf32>) -> ()
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a3 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a3) : (memref<16xf32>) -> ()
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a4 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a4) : (memref<16xf32>) -> ()
  %a5 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  func.call @keep(%a5) : (memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// One pair that clashes twice is shown once.
// expected-error @below {{has 2 clashes in all; shown is the first of each pair of buffers, of 5 pairs at most}}
func.func @again(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}
