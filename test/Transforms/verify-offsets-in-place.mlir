// An op that bears it may write the buffer that it reads last.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Elementwise, one op after the other in one slot, twice the same operand.
func.func @chain(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  %c = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  linalg.add ins(%b, %b : memref<16xf32>, memref<16xf32>) outs(%c : memref<16xf32>)
  memref.copy %c, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A copy, and the same permutation for both, to elements of another type.
func.func @generic(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xf32>
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xi32>
  %c = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xi32>
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>)
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> (j, i)>], iterator_types = ["parallel", "parallel"]} ins(%a : memref<4x4xf32>) outs(%b : memref<4x4xi32>) {
  ^bb0(%x: f32, %old: i32):
    %y = arith.fptosi %x : f32 to i32
    linalg.yield %y : i32
  }
  memref.copy %b, %c : memref<4x4xi32> to memref<4x4xi32>
  %c0 = arith.constant 0 : index
  %y = memref.load %c[%c0, %c0] : memref<4x4xi32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// From the result of exclusive branches.
func.func @after_branch(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %r = scf.if %c -> (memref<16xf32>) {
    %t = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    scf.yield %t : memref<16xf32>
  } else {
    %e = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%e : memref<16xf32>)
    scf.yield %e : memref<16xf32>
  }
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  linalg.exp ins(%r : memref<16xf32>) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// No slot says that it is meant.
func.func @no_slot(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// What was read is read again.
func.func @read_again(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// In the next iteration.
func.func @read_in_next_iteration(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
    linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A transposition.
func.func @transpose(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.transpose ins(%a : memref<4x4xf32>) outs(%b : memref<4x4xf32>) permutation = [1, 0]
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The same op on a view that turns the buffer.
func.func @turned(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xf32>
  %t = memref.transpose %a (i, j) -> (j, i) : memref<4x4xf32> to memref<4x4xf32, strided<[1, 4]>>
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.exp ins(%t : memref<4x4xf32, strided<[1, 4]>>) outs(%b : memref<4x4xf32>)
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A product reads what it has already written.
func.func @matmul(%m: memref<4x4xf32>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.matmul ins(%a, %m : memref<4x4xf32>, memref<4x4xf32>) outs(%b : memref<4x4xf32>)
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Read under another map as well.
func.func @two_maps(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4x4xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]} ins(%a, %a : memref<4x4xf32>, memref<4x4xf32>) outs(%b : memref<4x4xf32>) {
  ^bb0(%x: f32, %y: f32, %old: f32):
    %z = arith.addf %x, %y : f32
    linalg.yield %z : f32
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Read in the payload as well.
func.func @payload_reads(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) {
  ^bb0(%x: f32, %old: f32):
    %y = memref.load %a[%c0] : memref<16xf32>
    linalg.yield %y : f32
  }
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// Wider elements.
func.func @widening(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 128)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf64>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%a : memref<16xf32>) outs(%b : memref<16xf64>) {
  ^bb0(%x: f32, %old: f64):
    %y = arith.extf %x : f32 to f64
    linalg.yield %y : f64
  }
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// A window of the other buffer that does not begin where it does.
func.func @shifted(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 68)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<17xf32>
  %w = memref.subview %b[1] [16] [1] : memref<17xf32> to memref<16xf32, strided<[1], offset: 1>>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.exp ins(%a : memref<16xf32>) outs(%w : memref<16xf32, strided<[1], offset: 1>>)
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// Two outputs: each bears the input, but not the other.
func.func @third_party(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 64, idealloc.slot = 1} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%d' at bytes [0, 64)}}
  %d = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]} ins(%a : memref<16xf32>) outs(%b, %d : memref<16xf32>, memref<16xf32>) {
  ^bb0(%x: f32, %y: f32, %z: f32):
    linalg.yield %x, %x : f32, f32
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A stride of a dimension of size 1 leads nowhere.
func.func @unit_stride(%out: memref<1x16xf32>, %i: index) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<1x16xf32>
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<1x16xf32, strided<[32, 1]>>
  memref.copy %out, %a : memref<1x16xf32> to memref<1x16xf32>
  memref.copy %a, %b : memref<1x16xf32> to memref<1x16xf32, strided<[32, 1]>>
  %x = memref.load %b[%i, %i] : memref<1x16xf32, strided<[32, 1]>>
  return
}
