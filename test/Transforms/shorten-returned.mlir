// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
// RUN: idealloc-opt %s --idealloc-shorten=in-place=false --split-input-file | FileCheck %s --check-prefix=APART
//
// Who computes what a returned buffer is written over writes the returned one.

// CHECK-LABEL: func.func @chain(
// CHECK-SAME:    %[[X:[^:]*]]: memref<8x8xf32>,
// CHECK:         %[[R:.*]] = memref.alloc() : memref<8x8xf32>
// CHECK-NOT:     memref.alloc
// CHECK:         linalg.fill {{.*}} outs(%[[R]] :
// CHECK:         linalg.matmul {{.*}} outs(%[[R]] :
// CHECK:         linalg.add ins(%[[R]], %[[X]] : {{.*}} outs(%[[R]] :
// CHECK:         linalg.exp ins(%[[R]] : {{.*}} outs(%[[R]] :
// CHECK:         return %[[R]]
// APART-LABEL: func.func @chain(
// APART-COUNT-3: memref.alloc
func.func @chain(%x: memref<8x8xf32>, %w: memref<8x8xf32>, %c: f32) -> memref<8x8xf32> {
  %s = memref.alloc() : memref<8x8xf32>
  linalg.fill ins(%c : f32) outs(%s : memref<8x8xf32>)
  linalg.matmul ins(%x, %w : memref<8x8xf32>, memref<8x8xf32>) outs(%s : memref<8x8xf32>)
  %t = memref.alloc() : memref<8x8xf32>
  linalg.add ins(%s, %x : memref<8x8xf32>, memref<8x8xf32>) outs(%t : memref<8x8xf32>)
  %r = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%t : memref<8x8xf32>) outs(%r : memref<8x8xf32>)
  return %r : memref<8x8xf32>
}

// -----

// A copy has nothing left to do; views of the one are views of the other.
// CHECK-LABEL: func.func @copied(
// CHECK:         %[[R:.*]] = memref.alloc() : memref<4x8xf32>
// CHECK:         %[[V:.*]] = memref.subview %[[R]]
// CHECK:         linalg.exp {{.*}} outs(%[[V]] :
// CHECK:         linalg.matmul {{.*}} outs(%[[R]] :
// CHECK-NOT:     memref.copy
// CHECK:         return %[[R]]
func.func @copied(%x: memref<2x8xf32>, %a: memref<4x8xf32>, %w: memref<8x8xf32>) -> memref<4x8xf32> {
  %s = memref.alloc() : memref<4x8xf32>
  %v = memref.subview %s[0, 0] [2, 8] [1, 1] : memref<4x8xf32> to memref<2x8xf32, strided<[8, 1]>>
  linalg.exp ins(%x : memref<2x8xf32>) outs(%v : memref<2x8xf32, strided<[8, 1]>>)
  linalg.matmul ins(%a, %w : memref<4x8xf32>, memref<8x8xf32>) outs(%s : memref<4x8xf32>)
  %r = memref.alloc() : memref<4x8xf32>
  memref.copy %s, %r : memref<4x8xf32> to memref<4x8xf32>
  memref.dealloc %s : memref<4x8xf32>
  return %r : memref<4x8xf32>
}

// -----

// %s is allocated first and %t behind it: the result must stand before both.
// CHECK-LABEL: func.func @order_of_allocations(
// CHECK:         %[[R:.*]] = memref.alloc() : memref<8x8xf32>
// CHECK:         memref.cast %[[R]]
// CHECK-NOT:     memref.alloc
// CHECK:         return %[[R]]
func.func @order_of_allocations(%x: memref<8x8xf32>) -> memref<8x8xf32> {
  %s = memref.alloc() : memref<8x8xf32>
  %d = memref.cast %s : memref<8x8xf32> to memref<?x8xf32>
  %t = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%t : memref<8x8xf32>)
  linalg.exp ins(%t : memref<8x8xf32>) outs(%s : memref<8x8xf32>)
  linalg.matmul ins(%x, %x : memref<8x8xf32>, memref<8x8xf32>) outs(%d : memref<?x8xf32>)
  %r = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%s : memref<8x8xf32>) outs(%r : memref<8x8xf32>)
  return %r : memref<8x8xf32>
}

// -----

// Not where the op reads elements that it has written already, the buffer is
// used later, or the result was used before.
// CHECK-LABEL: func.func @transposed(
// CHECK-COUNT-2: memref.alloc
func.func @transposed(%x: memref<8x8xf32>) -> memref<8x8xf32> {
  %s = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%s : memref<8x8xf32>)
  %r = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%s : memref<8x8xf32>) outs(%r : memref<8x8xf32>) permutation = [1, 0]
  return %r : memref<8x8xf32>
}

// CHECK-LABEL: func.func @read_twice(
// CHECK-COUNT-2: memref.alloc
func.func @read_twice(%x: memref<8x8xf32>) -> memref<8x8xf32> {
  %s = memref.alloc() : memref<8x8xf32>
  %r = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%s : memref<8x8xf32>)
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (j, i)>, affine_map<(i, j) -> (i, j)>],
                  iterator_types = ["parallel", "parallel"]}
    ins(%s, %s : memref<8x8xf32>, memref<8x8xf32>) outs(%r : memref<8x8xf32>) { ^bb0(%p: f32, %q: f32, %o: f32): %t = arith.addf %p, %q : f32  linalg.yield %t : f32 }
  return %r : memref<8x8xf32>
}

// CHECK-LABEL: func.func @used_later(
// CHECK-COUNT-2: memref.alloc
func.func @used_later(%x: memref<8xf32>, %y: memref<8xf32>) -> memref<8xf32> {
  %s = memref.alloc() : memref<8xf32>
  %r = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.exp ins(%s : memref<8xf32>) outs(%r : memref<8xf32>)
  linalg.exp ins(%s : memref<8xf32>) outs(%y : memref<8xf32>)
  return %r : memref<8xf32>
}

// CHECK-LABEL: func.func @used_before(
// CHECK-COUNT-2: memref.alloc
func.func @used_before(%x: memref<8xf32>, %y: memref<8xf32>) -> memref<8xf32> {
  %s = memref.alloc() : memref<8xf32>
  %r = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%r : memref<8xf32>)
  linalg.exp ins(%r : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.exp ins(%r : memref<8xf32>) outs(%y : memref<8xf32>)
  linalg.exp ins(%s : memref<8xf32>) outs(%r : memref<8xf32>)
  return %r : memref<8xf32>
}
