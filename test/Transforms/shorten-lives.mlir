// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
//
// An allocation that holds several values becomes one for each.

// CHECK-LABEL: func.func @two_values(
// CHECK-SAME:    %[[X:.*]]: memref<8x8xf32>, %[[Y:.*]]: memref<8x8xf32>
// CHECK:         %[[A:.*]] = memref.alloc() {alignment = 128 : i64} : memref<8x8xf32>
// CHECK:         linalg.exp ins(%[[X]] {{.*}} outs(%[[A]]
// CHECK:         linalg.transpose ins(%[[A]] {{.*}} outs(%[[Y]]
// CHECK:         %[[B:.*]] = memref.alloc() {alignment = 128 : i64} : memref<8x8xf32>
// CHECK:         linalg.exp ins(%[[Y]] {{.*}} outs(%[[B]]
// CHECK:         linalg.transpose ins(%[[B]] {{.*}} outs(%[[X]]
// CHECK:         memref.dealloc %[[A]]
// CHECK:         memref.dealloc %[[B]]
func.func @two_values(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %a = memref.alloc() {alignment = 128 : i64} : memref<8x8xf32>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%a : memref<8x8xf32>)
  linalg.transpose ins(%a : memref<8x8xf32>) outs(%y : memref<8x8xf32>) permutation = [1, 0]
  linalg.exp ins(%y : memref<8x8xf32>) outs(%a : memref<8x8xf32>)
  linalg.transpose ins(%a : memref<8x8xf32>) outs(%x : memref<8x8xf32>) permutation = [1, 0]
  memref.dealloc %a : memref<8x8xf32>
  return
}

// -----

// A view that was made before the second value, and of which a part is read
// behind it, is made anew: three lives, and one view of a view.
// CHECK-LABEL: func.func @views(
// CHECK:         %[[A:.*]] = memref.alloc()
// CHECK:         %[[V:.*]] = memref.expand_shape %[[A]]
// CHECK:         linalg.exp ins(%{{.*}}) outs(%[[V]]
// CHECK:         memref.copy %[[A]],
// CHECK:         %[[B:.*]] = memref.alloc()
// CHECK:         %[[W:.*]] = memref.expand_shape %[[B]]
// CHECK:         linalg.exp ins(%{{.*}}) outs(%[[W]]
// CHECK:         %[[P:.*]] = memref.subview %[[W]][1, 0]
// CHECK:         memref.load %[[P]]
// CHECK:         %[[C:.*]] = memref.alloc()
// CHECK:         %[[U:.*]] = memref.expand_shape %[[C]]
// CHECK:         %[[Q:.*]] = memref.subview %[[U]][1, 0]
// CHECK:         linalg.exp ins(%{{.*}}) outs(%[[C]]
// CHECK:         memref.load %[[Q]]
func.func @views(%x: memref<4x8xf32>, %y: memref<32xf32>, %i: index) -> f32 {
  %a = memref.alloc() : memref<32xf32>
  %v = memref.expand_shape %a [[0, 1]] output_shape [4, 8] : memref<32xf32> into memref<4x8xf32>
  linalg.exp ins(%x : memref<4x8xf32>) outs(%v : memref<4x8xf32>)
  memref.copy %a, %y : memref<32xf32> to memref<32xf32>
  linalg.exp ins(%x : memref<4x8xf32>) outs(%v : memref<4x8xf32>)
  %p = memref.subview %v[1, 0] [1, 8] [1, 1] : memref<4x8xf32> to memref<8xf32, strided<[1], offset: 8>>
  %f = memref.load %p[%i] : memref<8xf32, strided<[1], offset: 8>>
  memref.store %f, %y[%i] : memref<32xf32>
  linalg.exp ins(%y : memref<32xf32>) outs(%a : memref<32xf32>)
  %g = memref.load %p[%i] : memref<8xf32, strided<[1], offset: 8>>
  return %g : f32
}

// -----

// A buffer of an iteration has lives as others have, and a use in a nested loop
// belongs to the life around it.
// CHECK-LABEL: func.func @loop(
// CHECK:         scf.for
// CHECK:           %[[A:.*]] = memref.alloc()
// CHECK:           linalg.exp ins(%{{.*}}) outs(%[[A]]
// CHECK:           scf.for
// CHECK:             memref.load %[[A]]
// CHECK:           %[[B:.*]] = memref.alloc()
// CHECK:           linalg.exp ins(%{{.*}}) outs(%[[B]]
// CHECK:           scf.for
// CHECK:             memref.load %[[B]]
func.func @loop(%n: index, %x: memref<8xf32>, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.alloc() : memref<8xf32>
    linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
    scf.for %j = %c0 to %n step %c1 {
      %f = memref.load %a[%j] : memref<8xf32>
      memref.store %f, %y[%j] : memref<8xf32>
    }
    linalg.exp ins(%y : memref<8xf32>) outs(%a : memref<8xf32>)
    scf.for %j = %c0 to %n step %c1 {
      %f = memref.load %a[%j] : memref<8xf32>
      memref.store %f, %x[%j] : memref<8xf32>
    }
  }
  return
}
