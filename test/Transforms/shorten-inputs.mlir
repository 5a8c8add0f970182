// What lies in the arena for a caller stays one buffer, at the start of the function.

// RUN: idealloc-opt %s --idealloc-shorten | FileCheck %s

// CHECK-LABEL: func.func @overwritten
// CHECK-NEXT: %[[A:.*]] = idealloc.input 0
// CHECK-NEXT: idealloc.receive %[[A]]
// CHECK-NEXT: memref.copy %[[A]], %arg1
// CHECK-NEXT: memref.copy %arg1, %[[A]]
// CHECK-NEXT: linalg.exp ins(%[[A]]
func.func @overwritten(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = idealloc.input 0 : memref<16xf32>
  idealloc.receive %a : memref<16xf32>
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  memref.copy %y, %a : memref<16xf32> to memref<16xf32>
  linalg.exp ins(%a : memref<16xf32>) outs(%y : memref<16xf32>)
  return
}
