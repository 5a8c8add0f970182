// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// Local buffers of two branches have disjoint lifetimes. One from outside
// needs its bytes at its accesses, in whatever branch, as nothing reads it.
//
// CHECK-LABEL: func.func @scf_if(
func.func @scf_if(%c: i1, %v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5, 8 to 9>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  scf.if %c { // 1, 10
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
    %b = memref.alloc() : memref<16xf32> // 2
    memref.store %v, %b[%i] : memref<16xf32> // 3
    memref.store %v, %a[%i] : memref<16xf32> // 4
  } else { // 5 (yield)
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 8>} : memref<16xf32>
    %d = memref.alloc() : memref<16xf32> // 6
    memref.store %v, %d[%i] : memref<16xf32> // 7
    memref.store %v, %a[%i] : memref<16xf32> // 8
  } // 9 (yield)
  return
}

// An access to the result is one to the yielded buffer.
//
// CHECK-LABEL: func.func @yielded(
func.func @yielded(%c: i1, %v: f32, %i: index, %m: memref<16xf32>) {
  %r = scf.if %c -> (memref<16xf32>) { // 0, 5
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3, 6 to 7>} : memref<16xf32>
    %b = memref.alloc() : memref<16xf32> // 1
    memref.store %v, %b[%i] : memref<16xf32> // 2
    scf.yield %b : memref<16xf32> // 3
  } else {
    scf.yield %m : memref<16xf32> // 4
  }
  memref.store %v, %r[%i] : memref<16xf32> // 6
  return
}

// CHECK-LABEL: func.func @yielded_from_outside(
func.func @yielded_from_outside(%c: i1, %v: f32, %i: index, %m: memref<16xf32>) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %r = scf.if %c -> (memref<16xf32>) { // 1, 4
    scf.yield %a : memref<16xf32> // 2
  } else {
    scf.yield %m : memref<16xf32> // 3
  }
  memref.store %v, %r[%i] : memref<16xf32> // 5
  return
}

// The default region is the first one, though it is printed last.
//
// CHECK-LABEL: func.func @index_switch(
func.func @index_switch(%k: index, %v: f32, %i: index) {
  scf.index_switch %k // 0, 10
  case 0 {
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6>} : memref<16xf32>
    %a = memref.alloc() : memref<16xf32> // 4
    memref.store %v, %a[%i] : memref<16xf32> // 5
    scf.yield // 6
  }
  case 2 {
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 9>} : memref<16xf32>
    %b = memref.alloc() : memref<16xf32> // 7
    memref.store %v, %b[%i] : memref<16xf32> // 8
    scf.yield // 9
  }
  default {
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3>} : memref<16xf32>
    %c = memref.alloc() : memref<16xf32> // 1
    memref.store %v, %c[%i] : memref<16xf32> // 2
  } // 3 (yield)
  return
}

// CHECK-LABEL: func.func @execute_region(
func.func @execute_region(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 7>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %r = scf.execute_region -> memref<16xf32> { // 1, 5
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 7>} : memref<16xf32>
    %b = memref.alloc() : memref<16xf32> // 2
    memref.store %v, %a[%i] : memref<16xf32> // 3
    scf.yield %b : memref<16xf32> // 4
  }
  memref.copy %a, %r : memref<16xf32> to memref<16xf32> // 6
  return
}

#even = affine_set<(d0) : (d0 mod 2 == 0)>

// CHECK-LABEL: func.func @affine_if(
func.func @affine_if(%v: f32, %n: index) {
  affine.for %i = 0 to 16 { // 0, 8
    affine.if #even(%i) { // 1, 6
      // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
      %a = memref.alloc() : memref<16xf32> // 2
      affine.store %v, %a[%i] : memref<16xf32> // 3
    } else { // 4 (yield)
    } // 5 (yield)
  } // 7 (yield)
  return
}

// A branch in a loop: what it leaves outside is read in a later iteration.
//
// CHECK-LABEL: func.func @branch_in_a_loop(
func.func @branch_in_a_loop(%c: i1, %v: f32, %n: index) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 9>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 2
  scf.for %i = %c0 to %n step %c1 { // 3, 9
    scf.if %c { // 4, 7
      %x = memref.atomic_rmw addf %v, %a[%i] : (f32, memref<16xf32>) -> f32 // 5
    } // 6 (yield)
  } // 8 (yield)
  return
}
