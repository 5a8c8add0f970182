// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes='lifetimes=given min-size=8' | FileCheck %s

// Given lifetimes stay as they are, and none are added.
//
// CHECK-LABEL: func.func @given(
func.func @given(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 3, 5 to 7>} : memref<16xf32>
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 3, 5 to 7>} : memref<16xf32> // 0
  memref.store %v, %a[%i] : memref<16xf32> // 1
  // Nothing is needed on what is kept or left out, and what is given there goes.
  // CHECK: memref.alloc() {idealloc.keep} : memref<16xf32>
  %kept = memref.alloc() {idealloc.keep} : memref<16xf32> // 2
  // CHECK: memref.alloc() : memref<1xf32>
  %small = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 6>} : memref<1xf32> // 3
  memref.store %v, %small[%i] : memref<1xf32> // 4
  memref.store %v, %a[%i] : memref<16xf32> // 5
  memref.store %v, %kept[%i] : memref<16xf32> // 6
  return // 7
}

// CHECK-LABEL: func.func @nothing_to_give(
func.func @nothing_to_give(%n: index) -> memref<?xf32> {
  // CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
  %a = memref.alloc(%n) : memref<?xf32>
  return %a : memref<?xf32>
}
