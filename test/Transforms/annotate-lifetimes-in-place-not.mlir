// Ops that read one buffer for the last time and write another, where the two must
// not share bytes.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

// The result is read and written in another order than the operand.
func.func @transpose(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 8>} : memref<4x4xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<4x4xf32> // 1
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>) // 2, 4
  linalg.transpose ins(%a : memref<4x4xf32>) outs(%b : memref<4x4xf32>) permutation = [1, 0] // 5, 7
  %u = memref.load %b[%i, %i] : memref<4x4xf32> // 8
  return // 9
}

func.func @matmul(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 13>} : memref<4x4xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 14>} : memref<4x4xf32> // 1
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>) // 2, 4
  linalg.fill ins(%v : f32) outs(%b : memref<4x4xf32>) // 5, 7
  linalg.matmul ins(%a, %a : memref<4x4xf32>, memref<4x4xf32>) outs(%b : memref<4x4xf32>) // 8, 12
  %u = memref.load %b[%i, %i] : memref<4x4xf32> // 13
  return // 14
}

// Wider elements overtake those that are still to be read.
func.func @widening(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>} : memref<16xf64> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a : memref<16xf32>) outs(%b : memref<16xf64>) { // 3
  ^bb0(%x: f32, %y: f64):
    %z = arith.extf %x : f32 to f64 // 4
    linalg.yield %z : f64 // 5
  } // 6
  %u = memref.load %b[%i] : memref<16xf64> // 7
  return // 8
}

// Narrower ones do in some other order of the iterations.
func.func @narrowing(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>} : memref<16xf16> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a : memref<16xf32>) outs(%b : memref<16xf16>) { // 3
  ^bb0(%x: f32, %y: f16):
    %z = arith.truncf %x : f32 to f16 // 4
    linalg.yield %z : f16 // 5
  } // 6
  %u = memref.load %b[%i] : memref<16xf16> // 7
  return // 8
}

func.func @broadcast(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 8>} : memref<4xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<4x4xf32> // 1
  linalg.fill ins(%v : f32) outs(%a : memref<4xf32>) // 2, 4
  linalg.broadcast ins(%a : memref<4xf32>) outs(%b : memref<4x4xf32>) dimensions = [0] // 5, 7
  %u = memref.load %b[%i, %i] : memref<4x4xf32> // 8
  return // 9
}

// The result is read, which would be the operand.
func.func @output_is_read(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 8>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9>} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 3
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) { // 4
  ^bb0(%x: f32, %y: f32):
    %z = arith.addf %x, %y : f32 // 5
    linalg.yield %z : f32 // 6
  } // 7
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// Iterations write to one element and read many.
func.func @reduction(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 12>} : memref<4x4xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 13>} : memref<4xf32> // 1
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>) // 2, 4
  linalg.fill ins(%v : f32) outs(%b : memref<4xf32>) // 5, 7
  linalg.reduce ins(%a : memref<4x4xf32>) outs(%b : memref<4xf32>) dimensions = [0] (%x: f32, %y: f32) { // 8
    %z = arith.addf %x, %y : f32 // 9
    linalg.yield %z : f32 // 10
  } // 11
  %u = memref.load %b[%i] : memref<4xf32> // 12
  return // 13
}

// The operand is a part that begins elsewhere.
func.func @shifted(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 7>} : memref<17xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 8>} : memref<16xf32> // 1
  %s = memref.subview %a[1] [16] [1] : memref<17xf32> to memref<16xf32, strided<[1], offset: 1>> // 2
  linalg.fill ins(%v : f32) outs(%a : memref<17xf32>) // 3, 5
  memref.copy %s, %b : memref<16xf32, strided<[1], offset: 1>> to memref<16xf32> // 6
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// Equal types with strides that are not: every second element of %b.
func.func @unknown_strides(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 9>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 10>} : memref<16xf32,strided<[2]>> // 1
  %s = memref.cast %a : memref<16xf32> to memref<16xf32, strided<[?]>> // 2
  %t = memref.cast %b : memref<16xf32, strided<[2]>> to memref<16xf32, strided<[?]>> // 3
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 4
  linalg.exp ins(%s : memref<16xf32, strided<[?]>>) outs(%t : memref<16xf32, strided<[?]>>) // 5, 8
  %u = memref.load %b[%i] : memref<16xf32, strided<[2]>> // 9
  return // 10
}

// The operand is read again.
func.func @read_later(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 8>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9>} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) // 3, 6
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 7
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// It is read again, and the result never is.
func.func @dead_result(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 8>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 7>} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) // 3, 6
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// It is read again, in the next iteration.
func.func @read_in_the_next_iteration(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 12>} : memref<16xf32> // 2
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 11>} : memref<16xf32> // 3
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 4
  scf.for %j = %c0 to %n step %c1 { // 5
    linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) // 6, 9
    memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 10
    scf.yield // 11
  } // 12
  return // 13
}

// The op reads the operand through another view as well.
func.func @another_view(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 10>} : memref<4x4xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 11>} : memref<4x4xf32> // 1
  %t = memref.transpose %a (i, j) -> (j, i) : memref<4x4xf32> to memref<4x4xf32, strided<[1, 4]>> // 2
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>) // 3, 5
  linalg.add ins(%a, %t : memref<4x4xf32>, memref<4x4xf32, strided<[1, 4]>>) outs(%b : memref<4x4xf32>) // 6, 9
  %u = memref.load %b[%i, %i] : memref<4x4xf32> // 10
  return // 11
}

// The body of the op reads it by itself.
func.func @captured(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>, affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) { // 3
  ^bb0(%x: f32, %y: f32):
    %u = memref.load %a[%i] : memref<16xf32> // 4
    linalg.yield %u : f32 // 5
  } // 6
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// The operand may be one of two.
func.func @select(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 10>} : memref<16xf32> // 0
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 10>} : memref<16xf32> // 1
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 11>} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  memref.copy %in, %d : memref<16xf32> to memref<16xf32> // 4
  %s = arith.select %c, %a, %d : memref<16xf32> // 5
  linalg.exp ins(%s : memref<16xf32>) outs(%b : memref<16xf32>) // 6, 9
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 10
  return // 11
}

func.func @pinned(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.pin = 0 : i64, idealloc.lifetime = #idealloc.lifetime<2 to 7>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) // 3, 6
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}
