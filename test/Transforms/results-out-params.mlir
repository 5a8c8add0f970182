// RUN: %idealloc-opt %s --idealloc='results=out-params storage=global lower=false' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='results=out-params inputs=arena storage=global lower=false' | FileCheck %s --check-prefix=INPUTS

// What was returned is an argument that the caller brings, of public functions
// too. With inputs=arena it lies in the arena to the end.

// CHECK-LABEL: func.func @entry(
// CHECK-SAME:    %arg0: memref<16xf32>, %arg1: memref<16xf32>)
// CHECK-NOT:     memref.alloc
// CHECK:         linalg.exp ins(%arg0 : memref<16xf32>) outs(%[[T:.*]] :
// CHECK:         linalg.add ins(%[[T]], %[[T]] : memref<16xf32>, memref<16xf32>) outs(%arg1 :
// CHECK-NEXT:    return
// INPUTS-LABEL: func.func @entry()
// INPUTS-SAME:    idealloc.inputs = [{argument = 0 : i64, {{[^}]*}}}, {argument = 1 : i64, {{[^}]*}}written}]
func.func @entry(%x: memref<16xf32>) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  linalg.add ins(%t, %t : memref<16xf32>, memref<16xf32>) outs(%a : memref<16xf32>)
  return %a : memref<16xf32>
}
