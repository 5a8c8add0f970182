// How much of the peak is computed in every run from constants alone.

// RUN: idealloc-opt %s --idealloc="shorten=false schedule=off" --remarks-filter=idealloc -o /dev/null 2>&1 | grep remark: | FileCheck %s
// RUN: idealloc-opt %s --idealloc --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=FOLDED

// CHECK-NOT: Constants
// CHECK: [Analysis] Constants | Category:idealloc | Function=net | Bytes=24, Reason="24 of 56 bytes at the peak are computed from constants", Space=default
// CHECK: [Analysis] Constants | Category:idealloc | Function=reversed | Bytes=48, Reason="48 of 48 bytes at the peak are computed from constants", Space=default
// CHECK-NOT: Constants
// FOLDED-NOT: Constants | Category:idealloc | Function=net

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

// Allocated in another order than computed; the last is added to twice.
func.func @reversed(%y: memref<2x3xi32>) {
  %w = memref.get_global @w : memref<2x3xi32>
  %c = memref.alloc() : memref<2x3xi32>
  %b = memref.alloc() : memref<2x3xi32>
  %a = memref.alloc() : memref<2x3xi32>
  memref.copy %w, %a : memref<2x3xi32> to memref<2x3xi32>
  memref.copy %a, %b : memref<2x3xi32> to memref<2x3xi32>
  memref.copy %b, %c : memref<2x3xi32> to memref<2x3xi32>
  linalg.add ins(%c, %b : memref<2x3xi32>, memref<2x3xi32>) outs(%c : memref<2x3xi32>)
  memref.copy %c, %y : memref<2x3xi32> to memref<2x3xi32>
  return
}

// Of two that one op writes each may depend on what the other was.
func.func @outputs(%y: memref<2x3xi32>) {
  %w = memref.get_global @w : memref<2x3xi32>
  %a = memref.alloc() : memref<2x3xi32>
  %p = memref.alloc() : memref<2x3xi32>
  %q = memref.alloc() : memref<2x3xi32>
  memref.copy %w, %a : memref<2x3xi32> to memref<2x3xi32>
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>, affine_map<(d0, d1) -> (d0, d1)>],
                  iterator_types = ["parallel", "parallel"]}
    ins(%a : memref<2x3xi32>) outs(%p, %q : memref<2x3xi32>, memref<2x3xi32>) {
  ^bb0(%x: i32, %m: i32, %n: i32):
    linalg.yield %x, %x : i32, i32
  }
  linalg.add ins(%p, %q : memref<2x3xi32>, memref<2x3xi32>) outs(%y : memref<2x3xi32>)
  return
}
