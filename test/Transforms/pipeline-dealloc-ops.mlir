// RUN: %idealloc-opt %s --idealloc=lower=false | FileCheck %s
// RUN: %idealloc-opt %s --bufferization-lower-deallocations --idealloc=lower=false | FileCheck %s --check-prefix=LOWERED

// memref.realloc and bufferization.dealloc keep what they touch from being
// planned, and nothing else.

// CHECK-LABEL: func.func @realloc(
// CHECK:         %[[A:.*]] = memref.alloc() : memref<16xf32>
// CHECK:         idealloc.slice
// CHECK:         memref.realloc %[[A]]
// CHECK-COUNT-1: memref.dealloc
// CHECK-NOT:     memref.dealloc
func.func @realloc(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i] : memref<16xf32>
  %c = memref.realloc %a : memref<16xf32> to memref<32xf32>
  memref.store %v, %c[%i] : memref<32xf32>
  memref.dealloc %c : memref<32xf32>
  memref.dealloc %b : memref<16xf32>
  return
}

// Lowered, it is a memref.dealloc under a condition.
//
// CHECK-LABEL:   func.func @bufferization_dealloc(
// CHECK:           %[[A:.*]] = memref.alloc() : memref<16xf32>
// CHECK:           idealloc.slice
// CHECK:           bufferization.dealloc (%[[A]] : memref<16xf32>)
// LOWERED-LABEL: func.func @bufferization_dealloc(
// LOWERED-COUNT-2: idealloc.slice
// LOWERED-NOT:     memref.dealloc
func.func @bufferization_dealloc(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i] : memref<16xf32>
  %true = arith.constant true
  bufferization.dealloc (%a : memref<16xf32>) if (%true)
  memref.dealloc %b : memref<16xf32>
  return
}
