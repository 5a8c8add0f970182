// How much of the peak is computed in every run from constants alone.

// RUN: idealloc-opt %s --idealloc="shorten=false schedule=off" --remarks-filter=idealloc -o /dev/null 2>&1 | grep remark: | FileCheck %s
// RUN: idealloc-opt %s --idealloc --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=FOLDED

// CHECK-NOT: Constants
// CHECK: [Analysis] Constants | Category:idealloc | Function=net | Bytes=24, Reason="24 of 56 bytes at the peak are computed from constants", Space=default
// CHECK-NOT: Constants
// FOLDED-NOT: Constants

memref.global "private" constant @w : memref<2x3xi32> = dense<[[1, 2, 3], [4, 5, 6]]>
memref.global "private" @changes : memref<2x3xi32> = dense<1>

func.func @net(%x: memref<4x3xi32>, %y: memref<4x2xi32>) {
  %c0 = arith.constant 0 : i32
  %w = memref.get_global @w : memref<2x3xi32>
  %t = memref.alloc() : memref<3x2xi32>
  %s = memref.alloc() : memref<4x2xi32>
  linalg.transpose ins(%w : memref<2x3xi32>) outs(%t : memref<3x2xi32>) permutation = [1, 0]
  linalg.fill ins(%c0 : i32) outs(%s : memref<4x2xi32>)
  linalg.matmul ins(%x, %t : memref<4x3xi32>, memref<3x2xi32>) outs(%s : memref<4x2xi32>)
  memref.copy %s, %y : memref<4x2xi32> to memref<4x2xi32>
  return
}

// Another run may find another state.
func.func @state(%x: memref<4x3xi32>, %y: memref<4x2xi32>) {
  %w = memref.get_global @changes : memref<2x3xi32>
  %t = memref.alloc() : memref<3x2xi32>
  linalg.transpose ins(%w : memref<2x3xi32>) outs(%t : memref<3x2xi32>) permutation = [1, 0]
  linalg.matmul ins(%x, %t : memref<4x3xi32>, memref<3x2xi32>) outs(%y : memref<4x2xi32>)
  return
}
