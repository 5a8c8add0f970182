// No view transposes what has no strides.

// RUN: idealloc-opt %s --idealloc-shorten=views=all | FileCheck %s

#columns = affine_map<(i, j) -> (j, i)>
memref.global "private" constant @w : memref<4x8xf32, #columns> = dense<1.0>
// CHECK-LABEL: func.func @layout
// CHECK: linalg.transpose
func.func @layout(%x: memref<4x4xf32>, %y: memref<8x4xf32>) {
  %w = memref.get_global @w : memref<4x8xf32, #columns>
  %t = memref.alloc() : memref<8x4xf32>
  linalg.transpose ins(%w : memref<4x8xf32, #columns>) outs(%t : memref<8x4xf32>) permutation = [1, 0]
  linalg.matmul ins(%t, %x : memref<8x4xf32>, memref<4x4xf32>) outs(%y : memref<8x4xf32>)
  return
}
