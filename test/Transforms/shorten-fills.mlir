// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
//
// A copy of what a fill has written is a fill, and the fill that is left over
// goes.

// CHECK-LABEL: func.func @shared(
// CHECK-SAME:    %[[X:[a-z0-9]*]]: memref<8x8xf32>,
// CHECK:         %[[C:.*]] = arith.constant 0.0
// CHECK-COUNT-2: memref.alloc()
// CHECK-NOT:     memref.alloc()
// CHECK:         linalg.fill ins(%[[C]] : f32) outs(%[[A:.*]] :
// CHECK-NEXT:    linalg.matmul ins(%[[X]], %{{.*}}) outs(%[[A]]
// CHECK:         linalg.fill ins(%[[C]] : f32) outs(%[[B:.*]] :
// CHECK-NEXT:    linalg.matmul ins(%[[A]], %{{.*}}) outs(%[[B]]
// CHECK-NOT:     memref.copy
func.func @shared(%x: memref<8x8xf32>, %w: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %c0 = arith.constant 0.0 : f32
  %z = memref.alloc() : memref<8x8xf32>
  %a = memref.alloc() : memref<8x8xf32>
  %b = memref.alloc() : memref<8x8xf32>
  linalg.fill ins(%c0 : f32) outs(%z : memref<8x8xf32>)
  memref.copy %z, %a : memref<8x8xf32> to memref<8x8xf32>
  linalg.matmul ins(%x, %w : memref<8x8xf32>, memref<8x8xf32>) outs(%a : memref<8x8xf32>)
  linalg.copy ins(%z : memref<8x8xf32>) outs(%b : memref<8x8xf32>)
  linalg.matmul ins(%a, %w : memref<8x8xf32>, memref<8x8xf32>) outs(%b : memref<8x8xf32>)
  linalg.exp ins(%b : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}

// -----

#none = affine_map<(i, j) -> ()>
#first = affine_map<(i, j) -> (i)>
#id = affine_map<(i, j) -> (i, j)>

// Fills and copies as linalg.generic, of a number, of a constant in the body;
// broadcast; of a part; and copies of copies.
// CHECK-LABEL: func.func @generic(
// CHECK-SAME:    %{{.*}}: memref<8x8xf32>, %[[Y:.*]]: memref<8x8xf32>, %[[Z:.*]]: memref<4xf32>, %[[V:.*]]: f32
// CHECK:         %[[C:.*]] = arith.constant 1.0
// CHECK:         linalg.fill ins(%[[C]] : f32) outs(%[[Y]] :
// CHECK:         linalg.fill ins(%[[V]] : f32) outs(%[[Y]] :
// CHECK:         linalg.fill ins(%{{.*}} : f32) outs(%[[Z]] :
// CHECK-NOT:     memref.copy
// CHECK:         return
func.func @generic(%x: memref<8x8xf32>, %y: memref<8x8xf32>, %z: memref<4xf32>, %v: f32) {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8x8xf32>
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
    outs(%a : memref<8xf32>) { ^bb0(%q: f32): %r = arith.constant 1.0 : f32  linalg.yield %r : f32 }
  linalg.generic {indexing_maps = [#first, #id], iterator_types = ["parallel", "parallel"]}
    ins(%a : memref<8xf32>) outs(%b : memref<8x8xf32>) { ^bb0(%p: f32, %q: f32): linalg.yield %p : f32 }
  memref.copy %b, %y : memref<8x8xf32> to memref<8x8xf32>
  linalg.generic {indexing_maps = [#none, #id], iterator_types = ["parallel", "parallel"]}
    ins(%v : f32) outs(%b : memref<8x8xf32>) { ^bb0(%p: f32, %q: f32): linalg.yield %p : f32 }
  linalg.transpose ins(%b : memref<8x8xf32>) outs(%y : memref<8x8xf32>) permutation = [1, 0]
  %part = memref.subview %a[2] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1], offset: 2>>
  memref.copy %part, %z : memref<4xf32, strided<[1], offset: 2>> to memref<4xf32>
  return
}

// -----

// In a loop that does not write it.
// CHECK-LABEL: func.func @loop(
// CHECK:         scf.for
// CHECK:           linalg.fill ins(%{{.*}} : f32) outs(%[[A:.*]] :
// CHECK-NEXT:      linalg.matmul ins({{.*}} outs(%[[A]]
func.func @loop(%n: index, %v: f32, %x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = memref.alloc() : memref<8x8xf32>
  linalg.fill ins(%v : f32) outs(%z : memref<8x8xf32>)
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.alloc() : memref<8x8xf32>
    memref.copy %z, %a : memref<8x8xf32> to memref<8x8xf32>
    linalg.matmul ins(%x, %x : memref<8x8xf32>, memref<8x8xf32>) outs(%a : memref<8x8xf32>)
    memref.copy %a, %y : memref<8x8xf32> to memref<8x8xf32>
  }
  return
}

// -----

// CHECK-LABEL: func.func @self(
// CHECK-NEXT:    return
func.func @self(%x: memref<8xf32>) {
  memref.copy %x, %x : memref<8xf32> to memref<8xf32>
  linalg.copy ins(%x : memref<8xf32>) outs(%x : memref<8xf32>)
  return
}
