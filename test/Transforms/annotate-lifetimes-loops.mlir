// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// What one iteration writes and another one reads lives through all of the body;
// what is allocated in it lives in one iteration.
//
// CHECK-LABEL: func.func @scf_for(
func.func @scf_for(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 8>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 2
  scf.for %i = %c0 to %n step %c1 { // 3, 8
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 7>} : memref<16xf32>
    %b = memref.alloc() : memref<16xf32> // 4
    %ra = memref.atomic_rmw addf %v, %a[%i] : (f32, memref<16xf32>) -> f32 // 5
    memref.store %v, %b[%i] : memref<16xf32> // 6
  } // 7 (yield)
  return
}

// CHECK-LABEL: func.func @affine_for(
func.func @affine_for(%v: f32) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  affine.for %i = 0 to 16 { // 1, 6
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<16xf32>
    %b = memref.alloc() : memref<16xf32> // 2
    %ra = memref.atomic_rmw addf %v, %a[%i] : (f32, memref<16xf32>) -> f32 // 3
    affine.store %v, %b[%i] : memref<16xf32> // 4
  } // 5 (yield)
  return
}

// Through the body of the outermost loop that it is outside of.
//
// CHECK-LABEL: func.func @nested(
func.func @nested(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 13>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 2
  scf.for %i = %c0 to %n step %c1 { // 3, 13
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 11>} : memref<16xf32>
    %b = memref.alloc() : memref<16xf32> // 4
    scf.for %j = %c0 to %n step %c1 { // 5, 11
      // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 8>} : memref<16xf32>
      %c = memref.alloc() : memref<16xf32> // 6
      memref.store %v, %c[%j] : memref<16xf32> // 7
      %rb = memref.atomic_rmw addf %v, %b[%j] : (f32, memref<16xf32>) -> f32 // 8
      %ra = memref.atomic_rmw addf %v, %a[%j] : (f32, memref<16xf32>) -> f32 // 9
    } // 10 (yield)
  } // 12 (yield)
  return
}

// A loop that may not run kills nothing: %a lives across it.
//
// CHECK-LABEL: func.func @zero_trip(
func.func @zero_trip(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 2
  memref.store %v, %a[%c0] : memref<16xf32> // 3
  scf.for %i = %c0 to %n step %c1 { // 4, 6
  } // 5 (yield)
  %x = memref.load %a[%c0] : memref<16xf32> // 7
  return
}

// Both regions of a while loop may run again. Nothing writes %a.
//
// CHECK-LABEL: func.func @scf_while(
func.func @scf_while(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6>} : memref<16xi1>
  %a = memref.alloc() : memref<16xi1> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 12>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  scf.while : () -> () { // 2, 12
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<8xf32>
    %c = memref.alloc() : memref<8xf32> // 3
    memref.store %v, %c[%i] : memref<8xf32> // 4
    %go = memref.load %a[%i] : memref<16xi1> // 5
    scf.condition(%go) // 6
  } do {
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 9>} : memref<8xf32>
    %d = memref.alloc() : memref<8xf32> // 7
    memref.store %v, %d[%i] : memref<8xf32> // 8
    %rb = memref.atomic_rmw addf %v, %b[%i] : (f32, memref<16xf32>) -> f32 // 9
    %x = arith.addf %v, %v : f32 // 10
    scf.yield // 11
  }
  return
}
