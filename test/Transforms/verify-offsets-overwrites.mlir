// Writing all of a buffer ends the life of what it held.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Hoisted out of the loop, but each iteration fills it before it reads it.
func.func @private(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %u = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    linalg.fill ins(%v : f32) outs(%u : memref<16xf32>)
    memref.copy %u, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The same through views of all of it, and by a copy.
func.func @views(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %u = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %square = memref.expand_shape %t [[0, 1]] output_shape [4, 4] : memref<16xf32> into memref<4x4xf32>
  %turned = memref.transpose %square (i, j) -> (j, i) : memref<4x4xf32> to memref<4x4xf32, strided<[1, 4]>>
  scf.for %i = %c0 to %n step %c1 {
    linalg.fill ins(%v : f32) outs(%turned : memref<4x4xf32, strided<[1, 4]>>)
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    memref.copy %out, %u : memref<16xf32> to memref<16xf32>
    memref.copy %u, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// In both branches.
func.func @both(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  scf.if %c {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  } else {
    linalg.add ins(%out, %out : memref<16xf32>, memref<16xf32>) outs(%a : memref<16xf32>)
  }
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A loop that runs, as its bounds are constant.
func.func @runs(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  scf.for %i = %c0 to %c4 step %c1 {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It reads what it is about to write.
func.func @reads_before(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%t' is at bytes [0, 64)}}
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%u' at bytes [0, 64)}}
  %u = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    // expected-note @below {{it may still be read here}}
    linalg.add ins(%t, %out : memref<16xf32>, memref<16xf32>) outs(%t : memref<16xf32>)
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%u : memref<16xf32>)
    memref.copy %u, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The payload uses the old value.
func.func @accumulates(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%t' is at bytes [0, 64)}}
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%u' at bytes [0, 64)}}
  %u = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    // expected-note @below {{it may still be read here}}
    linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]} outs(%t : memref<16xf32>) {
    ^bb0(%old: f32):
      %new = arith.addf %old, %v : f32
      linalg.yield %new : f32
    }
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%u : memref<16xf32>)
    memref.copy %u, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A diagonal is not all of a matrix.
func.func @diagonal(%n: index, %in: memref<4xf32>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%t' is at bytes [0, 64)}}
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %square = memref.expand_shape %t [[0, 1]] output_shape [4, 4] : memref<16xf32> into memref<4x4xf32>
  // expected-note @below {{it writes this buffer '%u' at bytes [0, 64)}}
  %u = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i, i)>], iterator_types = ["parallel"]} ins(%in : memref<4xf32>) outs(%square : memref<4x4xf32>) {
    ^bb0(%x: f32, %old: f32):
      linalg.yield %x : f32
    }
    // expected-note @below {{it may still be read here}}
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%u : memref<16xf32>)
    memref.copy %u, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Half of it.
func.func @half(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%t' is at bytes [0, 64)}}
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %half = memref.subview %t[0] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1]>>
  // expected-note @below {{it writes this buffer '%u' at bytes [0, 64)}}
  %u = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    linalg.fill ins(%v : f32) outs(%half : memref<8xf32, strided<[1]>>)
    // expected-note @below {{it may still be read here}}
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%u : memref<16xf32>)
    memref.copy %u, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It may be another buffer.
func.func @select(%c: i1, %n: index, %m: memref<16xf32>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%t' is at bytes [0, 64)}}
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %s = arith.select %c, %t, %m : memref<16xf32>
  // expected-note @below {{it writes this buffer '%u' at bytes [0, 64)}}
  %u = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    linalg.fill ins(%v : f32) outs(%s : memref<16xf32>)
    // expected-note @below {{it may still be read here}}
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%u : memref<16xf32>)
    memref.copy %u, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// In one branch only.
func.func @one_branch(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  scf.if %c {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  // expected-note @below {{it may still be read here}}
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A loop that may not run.
func.func @zero_trip(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
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
