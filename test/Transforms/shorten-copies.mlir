// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
// RUN: idealloc-opt %s --idealloc-shorten=views=all --split-input-file | FileCheck %s --check-prefix=ALL
//
// Who reads a copy reads what was copied.

// Two buffers that hold the same. Both are read after the copy.
// CHECK-LABEL: func.func @share(
// CHECK:         %[[A:.*]] = memref.alloc()
// CHECK-NOT:     memref.alloc()
// CHECK-NOT:     memref.copy
// CHECK:         linalg.matmul ins(%[[A]], %[[A]] :
// CHECK:         memref.dealloc %[[A]]
// CHECK-NOT:     memref.dealloc
func.func @share(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  %b = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%a : memref<8x8xf32>)
  memref.copy %a, %b : memref<8x8xf32> to memref<8x8xf32>
  linalg.matmul ins(%a, %b : memref<8x8xf32>, memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  memref.dealloc %b : memref<8x8xf32>
  memref.dealloc %a : memref<8x8xf32>
  return
}

// -----

// A view of the copy that was made before it, and a part of an argument that
// nothing can write; read by a load in a loop.
// CHECK-LABEL: func.func @views(
// CHECK-SAME:    %[[X:[a-z0-9]*]]: memref<4x8xf32>
// CHECK-NOT:     memref.alloc
// CHECK:         memref.collapse_shape %[[X]]
// CHECK:         %[[P:.*]] = memref.subview %[[X]]
// CHECK:         scf.for
// CHECK:           memref.load %[[P]]
func.func @views(%x: memref<4x8xf32>, %n: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %f0 = arith.constant 0.0 : f32
  %a = memref.alloc() : memref<4x8xf32>
  %v = memref.collapse_shape %a [[0, 1]] : memref<4x8xf32> into memref<32xf32>
  %b = memref.alloc() : memref<1x8xf32>
  memref.copy %x, %a : memref<4x8xf32> to memref<4x8xf32>
  %p = memref.subview %x[1, 0] [1, 8] [1, 1] : memref<4x8xf32> to memref<1x8xf32, strided<[8, 1], offset: 8>>
  memref.copy %p, %b : memref<1x8xf32, strided<[8, 1], offset: 8>> to memref<1x8xf32>
  %s = scf.for %i = %c0 to %n step %c1 iter_args(%sum = %f0) -> f32 {
    %e = memref.load %v[%i] : memref<32xf32>
    %f = memref.load %b[%c0, %i] : memref<1x8xf32>
    %g = arith.addf %e, %f : f32
    %next = arith.addf %sum, %g : f32
    scf.yield %next : f32
  }
  return %s : f32
}

// -----

// A weight that another argument may be, unless that is excluded.
// CHECK-LABEL: func.func @weight(
// CHECK:         linalg.transpose
// CHECK-LABEL: func.func @weight_alone(
// CHECK:         linalg.transpose
// CHECK-LABEL: func.func @copied_alone(
// CHECK-SAME:    %{{[a-z0-9]*}}: memref<4x8xf32>, %[[W:[a-z0-9]*]]: memref<8x8xf32>
// CHECK:         linalg.matmul ins(%{{.*}}, %[[W]] :
// ALL-LABEL: func.func @weight(
// ALL-SAME:    %{{[a-z0-9]*}}: memref<4x8xf32>, %[[W:[a-z0-9]*]]: memref<8x8xf32>
// ALL:         %[[T:.*]] = memref.transpose %[[W]] (d0, d1) -> (d1, d0)
// ALL:         linalg.matmul ins(%{{.*}}, %[[T]] :
// ALL-LABEL: func.func @weight_alone(
// ALL:         memref.transpose
func.func @weight(%x: memref<4x8xf32>, %w: memref<8x8xf32>, %y: memref<4x8xf32>) {
  %t = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%w : memref<8x8xf32>) outs(%t : memref<8x8xf32>) permutation = [1, 0]
  linalg.matmul ins(%x, %t : memref<4x8xf32>, memref<8x8xf32>) outs(%y : memref<4x8xf32>)
  return
}
func.func @weight_alone(%x: memref<4x8xf32>, %w: memref<8x8xf32> {llvm.noalias}, %y: memref<4x8xf32>) {
  %t = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%w : memref<8x8xf32>) outs(%t : memref<8x8xf32>) permutation = [1, 0]
  linalg.matmul ins(%x, %t : memref<4x8xf32>, memref<8x8xf32>) outs(%y : memref<4x8xf32>)
  return
}
func.func @copied_alone(%x: memref<4x8xf32>, %w: memref<8x8xf32> {llvm.noalias}, %y: memref<4x8xf32>) {
  %t = memref.alloc() : memref<8x8xf32>
  memref.copy %w, %t : memref<8x8xf32> to memref<8x8xf32>
  linalg.matmul ins(%x, %t : memref<4x8xf32>, memref<8x8xf32>) outs(%y : memref<4x8xf32>)
  return
}

// -----

// Three dimensions in turn.
// ALL-LABEL: func.func @turned(
// ALL-SAME:    %[[W:[a-z0-9]*]]: memref<2x3x4xf32>
// ALL:         memref.transpose %[[W]] (d0, d1, d2) -> (d2, d0, d1) : memref<2x3x4xf32> to memref<4x2x3xf32, strided<[1, 12, 4]>>
func.func @turned(%w: memref<2x3x4xf32>, %i: index) -> f32 {
  %t = memref.alloc() : memref<4x2x3xf32>
  linalg.transpose ins(%w : memref<2x3x4xf32>) outs(%t : memref<4x2x3xf32>) permutation = [2, 0, 1]
  %r = memref.load %t[%i, %i, %i] : memref<4x2x3xf32>
  return %r : f32
}

// -----

// The second value gets a view of its own, which then is one of what was copied.
// CHECK-LABEL: func.func @view_of_a_life(
// CHECK-SAME: %{{.*}}, %[[S:.*]]: memref<8x8xf32, strided<[8, 1]>> {llvm.noalias}
// CHECK: linalg.transpose
// CHECK-NEXT: %[[C:.*]] = memref.cast %[[S]]
// CHECK-NEXT: %[[V:.*]] = memref.subview %[[C]]
// CHECK-NEXT: memref.copy %[[V]]
func.func @view_of_a_life(%x: memref<8x8xf32>, %s: memref<8x8xf32, strided<[8, 1]>> {llvm.noalias}, %y: memref<4x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  %v = memref.subview %a[4, 0] [4, 8] [1, 1] : memref<8x8xf32> to memref<4x8xf32, strided<[8, 1], offset: 32>>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%a : memref<8x8xf32>)
  linalg.transpose ins(%a : memref<8x8xf32>) outs(%x : memref<8x8xf32>) permutation = [1, 0]
  memref.copy %s, %a : memref<8x8xf32, strided<[8, 1]>> to memref<8x8xf32>
  memref.copy %v, %y : memref<4x8xf32, strided<[8, 1], offset: 32>> to memref<4x8xf32>
  return
}

// -----

// What is written while they are read the function has allocated, and keeps for
// others: it is no argument, and no global.
// CHECK-LABEL: func.func @allocated_here(
// CHECK-SAME:    %[[X:[a-z0-9]*]]:
// CHECK:         %[[G:.*]] = memref.get_global @g
// CHECK-NOT:     memref.copy
// CHECK:         linalg.matmul ins(%[[X]], %[[G]] :
memref.global "private" @g : memref<8x8xf32>
func.func private @keep(memref<8x8xf32>)
func.func @allocated_here(%x: memref<8x8xf32>) {
  %g = memref.get_global @g : memref<8x8xf32>
  %a = memref.alloc() : memref<8x8xf32>
  %b = memref.alloc() : memref<8x8xf32>
  %k = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  call @keep(%k) : (memref<8x8xf32>) -> ()
  memref.copy %x, %a : memref<8x8xf32> to memref<8x8xf32>
  memref.copy %g, %b : memref<8x8xf32> to memref<8x8xf32>
  linalg.negf ins(%x : memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  linalg.matmul ins(%a, %b : memref<8x8xf32>, memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  return
}
