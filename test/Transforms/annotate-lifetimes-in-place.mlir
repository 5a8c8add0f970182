// A buffer that an op reads for the last time and one that it writes share a slot
// where the op bears that: elementwise, byte for byte.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

func.func @named(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>, idealloc.slot = 0 : i64} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) // 3, 6
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

func.func @generic(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>, idealloc.slot = 0 : i64} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) { // 3
  ^bb0(%x: f32, %y: f32):
    %z = arith.addf %x, %v : f32 // 4
    linalg.yield %z : f32 // 5
  } // 6
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

func.func @copy(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>, idealloc.slot = 0 : i64} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  memref.copy %a, %b : memref<16xf32> to memref<16xf32> // 3
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 4
  return // 5
}

// Either operand of two may be the one.
func.func @second_operand(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>, idealloc.slot = 0 : i64} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.add ins(%in, %a : memref<16xf32>, memref<16xf32>) outs(%b : memref<16xf32>) // 3, 6
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

func.func @both_operands(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>, idealloc.slot = 0 : i64} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.add ins(%a, %a : memref<16xf32>, memref<16xf32>) outs(%b : memref<16xf32>) // 3, 6
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// A chain is one slot, of any length.
func.func @chain(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>, idealloc.slot = 0 : i64} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 12>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 13>, idealloc.slot = 0 : i64} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) // 4, 7
  linalg.exp ins(%b : memref<16xf32>) outs(%d : memref<16xf32>) // 8, 11
  memref.copy %d, %out : memref<16xf32> to memref<16xf32> // 12
  return // 13
}

// Other elements, equally wide.
func.func @same_width(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>, idealloc.slot = 0 : i64} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>, idealloc.slot = 0 : i64} : memref<16xi32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a : memref<16xf32>) outs(%b : memref<16xi32>) { // 3
  ^bb0(%x: f32, %y: i32):
    %z = arith.fptosi %x : f32 to i32 // 4
    linalg.yield %z : i32 // 5
  } // 6
  %u = memref.load %b[%i] : memref<16xi32> // 7
  return // 8
}

// Through reshapes of all of both.
func.func @reshaped(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 9>, idealloc.slot = 0 : i64} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 10>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
  %s = memref.expand_shape %a [[0, 1]] output_shape [4, 4] : memref<16xf32> into memref<4x4xf32> // 2
  %t = memref.expand_shape %b [[0, 1]] output_shape [4, 4] : memref<16xf32> into memref<4x4xf32> // 3
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 4
  linalg.exp ins(%s : memref<4x4xf32>) outs(%t : memref<4x4xf32>) // 5, 8
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 9
  return // 10
}

// In every iteration of a loop.
func.func @in_a_loop(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 10>, idealloc.slot = 0 : i64} : memref<16xf32> // 2
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 11>, idealloc.slot = 0 : i64} : memref<16xf32> // 3
  scf.for %j = %c0 to %n step %c1 { // 4
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
    linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) // 6, 9
    memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 10
    scf.yield // 11
  } // 12
  return // 13
}
