// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// A deallocation never extends a lifetime.
//
// CHECK-LABEL: func.func @at_the_end(
func.func @at_the_end(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  memref.store %v, %a[%i] : memref<16xf32> // 1
  %x = arith.addf %v, %v : f32 // 2
  memref.dealloc %a : memref<16xf32> // 3
  return
}

// CHECK-LABEL: func.func @never(
func.func @never(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  memref.store %v, %a[%i] : memref<16xf32> // 1
  return
}

// CHECK-LABEL: func.func @through_a_view(
func.func @through_a_view(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %w = memref.cast %a : memref<16xf32> to memref<?xf32> // 1
  memref.store %v, %a[%i] : memref<16xf32> // 2
  memref.dealloc %w : memref<?xf32> // 3
  return
}

// CHECK-LABEL: func.func @conditional(
func.func @conditional(%c: i1, %v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  memref.store %v, %a[%i] : memref<16xf32> // 1
  scf.if %c { // 2, 5
    memref.dealloc %a : memref<16xf32> // 3
  } else { // 4
    %x = arith.addf %v, %v : f32
  }
  return
}

// CHECK-LABEL: func.func @in_a_loop_body(
func.func @in_a_loop_body(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  scf.for %i = %c0 to %n step %c1 { // 2
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<16xf32>
    %a = memref.alloc() : memref<16xf32> // 3
    memref.store %v, %a[%i] : memref<16xf32> // 4
    memref.dealloc %a : memref<16xf32> // 5
  }
  return
}

// One deallocation of either of two planned buffers.
//
// CHECK-LABEL: func.func @either_of_two_planned(
func.func @either_of_two_planned(%c: i1, %v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  %s = arith.select %c, %a, %b : memref<16xf32> // 2
  memref.store %v, %s[%i] : memref<16xf32> // 3
  memref.dealloc %s : memref<16xf32> // 4
  return
}

// One deallocation of a planned buffer or of what is not: it must stay, and so
// must the allocation. That spreads along chains of shared deallocations.
//
// CHECK-LABEL: func.func @shared_with_unplanned(
func.func @shared_with_unplanned(%c: i1, %m: memref<16xf32>, %v: f32, %i: index) {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  // CHECK: memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 8>} : memref<16xf32>
  %d = memref.alloc() : memref<16xf32> // 2
  %s = arith.select %c, %a, %m : memref<16xf32> // 3
  %t = arith.select %c, %a, %b : memref<16xf32> // 4
  memref.store %v, %a[%i] : memref<16xf32> // 5
  memref.store %v, %b[%i] : memref<16xf32> // 6
  memref.store %v, %d[%i] : memref<16xf32> // 7
  memref.dealloc %s : memref<16xf32>
  memref.dealloc %t : memref<16xf32>
  memref.dealloc %d : memref<16xf32>
  return
}

// Not planned for another reason, and shared.
//
// CHECK-LABEL: func.func @shared_with_kept(
func.func @shared_with_kept(%c: i1, %v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.keep} : memref<16xf32>
  %a = memref.alloc() {idealloc.keep} : memref<16xf32>
  // CHECK: memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  %s = arith.select %c, %a, %b : memref<16xf32>
  memref.store %v, %s[%i] : memref<16xf32>
  memref.dealloc %s : memref<16xf32>
  return
}
