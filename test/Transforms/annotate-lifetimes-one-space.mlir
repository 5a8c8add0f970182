// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// Spaces that hold nothing plannable do not count: no option is needed.
//
// CHECK-LABEL: func.func @one_plannable_space(
func.func @one_plannable_space(%v: f32, %i: index) -> memref<16xf32> {
  // CHECK: memref.alloc() : memref<16xf32>
  %returned = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.keep} : memref<16xf32, 2>
  %kept = memref.alloc() {idealloc.keep} : memref<16xf32, 2> // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32, 1>
  %a = memref.alloc() : memref<16xf32, 1> // 2
  memref.store %v, %a[%i] : memref<16xf32, 1> // 3
  memref.store %v, %kept[%i] : memref<16xf32, 2> // 4
  return %returned : memref<16xf32>
}
