// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
// RUN: idealloc-opt %s --idealloc-shorten=in-place=false --split-input-file | FileCheck %s --check-prefix=APART
//
// Who computes what is copied into a part of a buffer writes there.

// The fill comes first, with the number it writes.
// CHECK-LABEL: func.func @pad(
// CHECK:         %[[P:.*]] = memref.alloc() : memref<8x8xf32>
// CHECK-NOT:     memref.alloc
// CHECK:         linalg.fill ins(%{{.*}} : f32) outs(%[[P]] :
// CHECK-NEXT:    %[[V:.*]] = memref.subview %[[P]][1, 1] [6, 6]
// CHECK-NEXT:    linalg.exp ins(%{{.*}}) outs(%[[V]] :
// CHECK-NOT:     memref.copy
// CHECK:         linalg.exp ins(%[[P]]
func.func @pad(%x: memref<6x6xf32>, %y: memref<8x8xf32>) {
  %a = memref.alloc() : memref<6x6xf32>
  linalg.exp ins(%x : memref<6x6xf32>) outs(%a : memref<6x6xf32>)
  %p = memref.alloc() : memref<8x8xf32>
  %c = arith.constant 0.0 : f32
  linalg.fill ins(%c : f32) outs(%p : memref<8x8xf32>)
  %v = memref.subview %p[1, 1] [6, 6] [1, 1] : memref<8x8xf32> to memref<6x6xf32, strided<[8, 1], offset: 9>>
  memref.copy %a, %v : memref<6x6xf32> to memref<6x6xf32, strided<[8, 1], offset: 9>>
  linalg.exp ins(%p : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}

// -----

// CHECK-LABEL: func.func @concat(
// CHECK:         %[[C:.*]] = memref.alloc() : memref<8x4xf32>
// CHECK-NOT:     memref.alloc
// CHECK:         %[[V:.*]] = memref.subview %[[C]][0, 0]
// CHECK-NEXT:    linalg.exp ins(%{{.*}}) outs(%[[V]] :
// CHECK:         %[[W:.*]] = memref.subview %[[C]][4, 0]
// CHECK-NEXT:    linalg.log ins(%{{.*}}) outs(%[[W]] :
// CHECK-NOT:     memref.copy
func.func @concat(%x: memref<4x4xf32>, %y: memref<8x4xf32>) {
  %a = memref.alloc() : memref<4x4xf32>
  %b = memref.alloc() : memref<4x4xf32>
  %c = memref.alloc() : memref<8x4xf32>
  linalg.exp ins(%x : memref<4x4xf32>) outs(%a : memref<4x4xf32>)
  linalg.log ins(%x : memref<4x4xf32>) outs(%b : memref<4x4xf32>)
  %v = memref.subview %c[0, 0] [4, 4] [1, 1] : memref<8x4xf32> to memref<4x4xf32, strided<[4, 1]>>
  memref.copy %a, %v : memref<4x4xf32> to memref<4x4xf32, strided<[4, 1]>>
  %w = memref.subview %c[4, 0] [4, 4] [1, 1] : memref<8x4xf32> to memref<4x4xf32, strided<[4, 1], offset: 16>>
  memref.copy %b, %w : memref<4x4xf32> to memref<4x4xf32, strided<[4, 1], offset: 16>>
  linalg.exp ins(%c : memref<8x4xf32>) outs(%y : memref<8x4xf32>)
  return
}

// -----

// The sum is written over its operand, in the part; not if that is not allowed.
// CHECK-LABEL: func.func @over_operand(
// CHECK:         %[[V:.*]] = memref.subview
// CHECK:         linalg.matmul ins(%{{.*}}) outs(%[[V]] :
// CHECK:         linalg.exp ins(%[[V]] :{{.*}}) outs(%[[V]] :
// APART-LABEL: func.func @over_operand(
// APART:         linalg.exp ins(%[[A:.*]] : memref<4x4xf32>) outs(%[[B:.*]] :
func.func @over_operand(%v: f32, %x: memref<4x4xf32>, %y: memref<8x8xf32>) {
  %a = memref.alloc() : memref<4x4xf32>
  %b = memref.alloc() : memref<4x4xf32>
  %p = memref.alloc() : memref<8x8xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32>)
  linalg.matmul ins(%x, %x : memref<4x4xf32>, memref<4x4xf32>) outs(%a : memref<4x4xf32>)
  linalg.exp ins(%a : memref<4x4xf32>) outs(%b : memref<4x4xf32>)
  linalg.fill ins(%v : f32) outs(%p : memref<8x8xf32>)
  %s = memref.subview %p[2, 2] [4, 4] [1, 1] : memref<8x8xf32> to memref<4x4xf32, strided<[8, 1], offset: 18>>
  memref.copy %b, %s : memref<4x4xf32> to memref<4x4xf32, strided<[8, 1], offset: 18>>
  linalg.exp ins(%p : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}
