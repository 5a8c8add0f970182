// What lies in the arena for a caller stays at the start of the function.

// RUN: idealloc-opt %s --idealloc-schedule | FileCheck %s

// CHECK-LABEL: func.func @given
// CHECK-NEXT: %[[A:.*]] = idealloc.input 0
// CHECK-NEXT: idealloc.receive %[[A]]
func.func @given(%x: memref<16xf32>, %y: memref<16xf32>, %z: memref<16xf32>, %v: f32) {
  %a = idealloc.input 0 : memref<16xf32>
  idealloc.receive %a : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  %c = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  linalg.exp ins(%y : memref<16xf32>) outs(%c : memref<16xf32>)
  linalg.add ins(%b, %c : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  memref.copy %a, %z : memref<16xf32> to memref<16xf32>
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  return
}
