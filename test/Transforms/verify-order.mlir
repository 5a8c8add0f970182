// RUN: idealloc-opt %s --idealloc-verify-order --split-input-file | FileCheck %s

// What has changed places without harm; the places are removed.

// CHECK-NOT: idealloc.

func.func @different_buffers(%x: memref<8xf32>, %v: f32) {
  %a = memref.alloc() {idealloc.order = 1 : i64} : memref<8xf32>
  %b = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  linalg.exp {idealloc.order = 3 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.fill {idealloc.order = 2 : i64} ins(%v : f32) outs(%b : memref<8xf32>)
  return
}

// -----

func.func @disjoint_parts(%v: f32, %w: f32) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<2x8xf32>
  %left = memref.subview %a[0, 0] [2, 4] [1, 1] {idealloc.order = 1 : i64} : memref<2x8xf32> to memref<2x4xf32, strided<[8, 1]>>
  %right = memref.subview %a[0, 4] [2, 4] [1, 1] {idealloc.order = 2 : i64} : memref<2x8xf32> to memref<2x4xf32, strided<[8, 1], offset: 4>>
  %odd = memref.subview %right[0, 0] [1, 4] [1, 1] {idealloc.order = 3 : i64} : memref<2x4xf32, strided<[8, 1], offset: 4>> to memref<4xf32, strided<[1], offset: 4>>
  linalg.fill {idealloc.order = 5 : i64} ins(%w : f32) outs(%odd : memref<4xf32, strided<[1], offset: 4>>)
  linalg.fill {idealloc.order = 4 : i64} ins(%v : f32) outs(%left : memref<2x4xf32, strided<[8, 1]>>)
  return
}

// -----

func.func @clone(%x: memref<8xf32> {llvm.noalias}, %s: memref<f32>) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  linalg.exp {idealloc.order = 1 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  %view = memref.expand_shape %a [[0, 1]] output_shape [2, 4] {idealloc.order = 2 : i64} : memref<8xf32> into memref<2x4xf32>
  linalg.reduce { arith.addf } ins(%view : memref<2x4xf32>) outs(%s : memref<f32>) dimensions = [0, 1] {idealloc.order = 3 : i64}
  %b = memref.alloc() {idealloc.order = 0 : i64, idealloc.clone} : memref<8xf32>
  linalg.exp {idealloc.order = 1 : i64, idealloc.clone} ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
  %again = memref.expand_shape %b [[0, 1]] output_shape [2, 4] {idealloc.order = 2 : i64, idealloc.clone} : memref<8xf32> into memref<2x4xf32>
  linalg.reduce { arith.mulf } ins(%again : memref<2x4xf32>) outs(%s : memref<f32>) dimensions = [0, 1] {idealloc.order = 4 : i64}
  return
}
