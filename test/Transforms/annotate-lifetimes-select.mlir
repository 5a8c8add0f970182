// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// Both choices live until the last access through the choice.
//
// CHECK-LABEL: func.func @select(
func.func @select(%c: i1, %v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3, 5 to 6>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4, 5 to 6>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  memref.store %v, %a[%i] : memref<16xf32> // 2
  memref.store %v, %b[%i] : memref<16xf32> // 3
  %s = arith.select %c, %a, %b : memref<16xf32> // 4
  memref.store %v, %s[%i] : memref<16xf32> // 5
  return
}

// CHECK-LABEL: func.func @select_of_select_and_view(
func.func @select_of_select_and_view(%c: i1, %v: f32, %i: index, %m: memref<16xf32>) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6>} : memref<32xf32>
  %a = memref.alloc() : memref<32xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  %w = memref.subview %a[0] [16] [1] : memref<32xf32> to memref<16xf32> // 2
  %s = arith.select %c, %w, %b : memref<16xf32> // 3
  %t = arith.select %c, %s, %m : memref<16xf32> // 4
  memref.store %v, %t[%i] : memref<16xf32> // 5
  return
}
