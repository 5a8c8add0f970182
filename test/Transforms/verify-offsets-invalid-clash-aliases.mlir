// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// A write to bytes of a buffer that is read under another name. One fault per split,
// named by the function. Buffers take 64 bytes.

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// %s may be %a.
func.func @select(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  %s = arith.select %c, %a, %b : memref<16xf32>
  // expected-note @below {{it writes this buffer '%t' at bytes [0, 64)}}
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
  // expected-note @below {{the other buffer '%p' is at bytes [0, 64)}}
  %p = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %q = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%p : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%q : memref<16xf32>)
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%src = %p, %dst = %q) -> (memref<16xf32>, memref<16xf32>) {
    // expected-note @below {{it writes this buffer '%tmp' at bytes [0, 64)}}
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
  // expected-note @below {{the other buffer '%q' is at bytes [64, 128)}}
  %q = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%p : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%q : memref<16xf32>)
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%src = %p, %dst = %q) -> (memref<16xf32>, memref<16xf32>) {
    memref.copy %src, %dst : memref<16xf32> to memref<16xf32>
    scf.yield %dst, %src : memref<16xf32>, memref<16xf32>
  }
  // expected-note @below {{it writes this buffer '%late' at bytes [64, 128)}}
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
  // expected-note @below {{the other buffer '%b' is at bytes [64, 128)}}
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
  // expected-note @below {{it writes this buffer '%t' at bytes [64, 128)}}
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

// Through a chain of views.
func.func @view_of_view(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %v0 = memref.cast %a : memref<16xf32> to memref<?xf32>
  %v1 = memref.reinterpret_cast %v0 to offset: [0], sizes: [4, 4], strides: [4, 1] : memref<?xf32> to memref<4x4xf32>
  %v2 = memref.collapse_shape %v1 [[0, 1]] : memref<4x4xf32> into memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
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
func.func private @pick(memref<16xf32>) -> memref<16xf32>

// The result may be the argument.
func.func @call_result(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %r = func.call @pick(%a) {idealloc.noretain} : (memref<16xf32>) -> memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{it may still be read here}}
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}
