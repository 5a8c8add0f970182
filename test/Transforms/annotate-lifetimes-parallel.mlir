// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// Instances of a parallel body run concurrently. What is allocated outside lives
// through the whole op, so that two outer buffers overlap whatever the order of
// their accesses; what is allocated inside would need a slot per instance.

// CHECK-LABEL: func.func @scf_parallel(
func.func @scf_parallel(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 11>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 2
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 11>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 3
  scf.parallel (%i) = (%c0) to (%n) step (%c1) { // 4, 10
    // CHECK: memref.alloc() : memref<16xf32>
    %t = memref.alloc() : memref<16xf32> // 5
    memref.store %v, %a[%i] : memref<16xf32> // 6
    memref.store %v, %b[%i] : memref<16xf32> // 7
    memref.store %v, %t[%i] : memref<16xf32> // 8
    scf.reduce // 9
  }
  return
}

// CHECK-LABEL: func.func @scf_forall(
func.func @scf_forall(%v: f32) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 8>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  scf.forall (%i) in (16) { // 1, 7
    // CHECK: memref.alloc() : memref<16xf32>
    %t = memref.alloc() : memref<16xf32> // 2
    memref.store %v, %a[%i] : memref<16xf32> // 3
    memref.store %v, %t[%i] : memref<16xf32> // 4
  } // 5, 6 (scf.forall.in_parallel)
  return
}

// CHECK-LABEL: func.func @affine_parallel(
func.func @affine_parallel(%v: f32) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  affine.parallel (%i) = (0) to (16) { // 1, 4
    affine.store %v, %a[%i] : memref<16xf32> // 2
  } // 3 (yield)
  return
}

// A sequential loop in a parallel body does not make its buffers private.
//
// CHECK-LABEL: func.func @loop_in_parallel(
func.func @loop_in_parallel(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 11>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 2
  scf.parallel (%i) = (%c0) to (%n) step (%c1) { // 3, 10
    scf.for %j = %c0 to %n step %c1 { // 4, 8
      // CHECK: memref.alloc() : memref<16xf32>
      %t = memref.alloc() : memref<16xf32> // 5
      memref.store %v, %a[%j] : memref<16xf32> // 6
    } // 7
    scf.reduce // 9
  }
  return
}

// A parallel op in a loop: the access counts for the op.
//
// CHECK-LABEL: func.func @parallel_in_loop(
func.func @parallel_in_loop(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 8>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 2
  scf.for %j = %c0 to %n step %c1 { // 3, 9
    scf.parallel (%i) = (%c0) to (%n) step (%c1) { // 4, 7
      memref.store %v, %a[%j] : memref<16xf32> // 5
      scf.reduce // 6
    }
  } // 8
  return
}

// The body of a structured op runs once per element, in any order.
//
// CHECK-LABEL: func.func @linalg_captures(
func.func @linalg_captures(%out: memref<16xf32>) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 6>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      outs(%out : memref<16xf32>) { // 1, 5
  ^bb0(%o: f32):
    %i = linalg.index 0 : index // 2
    %x = memref.load %a[%i] : memref<16xf32> // 3
    linalg.yield %x : f32 // 4
  }
  return
}

// An asynchronous body goes on until its wait.
//
// CHECK-LABEL: func.func @async_execute(
func.func @async_execute(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 8>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 9>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  %token = async.execute { // 2, 6
    memref.store %v, %a[%i] : memref<16xf32> // 3
    %x = memref.load %a[%i] : memref<16xf32> // 4
    async.yield // 5
  }
  async.await %token : !async.token // 7
  memref.store %v, %b[%i] : memref<16xf32> // 8
  return
}

// A kernel that is launched without a token ends with the op.
//
// CHECK-LABEL: func.func @gpu_launch(
func.func @gpu_launch(%n: index, %v: f32) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 7>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n)
             threads(%tx, %ty, %tz) in (%sx = %n, %sy = %n, %sz = %n) {
    // CHECK: memref.alloc() : memref<8xf32>
    %t = memref.alloc() : memref<8xf32>
    memref.store %v, %t[%tx] : memref<8xf32>
    memref.store %v, %a[%tx] : memref<16xf32>
    gpu.terminator
  }
  return
}

// All of a kernel runs concurrently with itself.
//
// CHECK-LABEL: gpu.func @kernel(
gpu.module @kernels {
  gpu.func @kernel(%v: f32, %i: index) kernel {
    // CHECK: memref.alloc() : memref<8xf32>
    %t = memref.alloc() : memref<8xf32>
    memref.store %v, %t[%i] : memref<8xf32>
    gpu.return
  }
}
