// Functions that several threads run: where they share memory, one may be far
// ahead of another, so that what was read before a write in the text may be read
// after it. A buffer that all share lives through whole phases between barriers
// that all of them pass; everything else is left alone.

// RUN: %idealloc-opt %s --allow-unregistered-dialect --idealloc-annotate-lifetimes=memory-spaces=all --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK --implicit-check-not=remark:
// RUN: %idealloc-opt %s --allow-unregistered-dialect --idealloc-annotate-lifetimes=memory-spaces=all | FileCheck %s
// RUN: %idealloc-opt %s --allow-unregistered-dialect --idealloc='memory-spaces=all storage=global lower=false' -o /dev/null

// %b is written before all threads have read %a.
// CHECK-LABEL: func.func @barriers(
func.func @barriers(%x: memref<64xf32>, %r: index, %out: memref<64xf32>) {
  %t = gpu.thread_id x
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 8>}
  %a = memref.alloc() : memref<64xf32, 3>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 15>}
  %b = memref.alloc() : memref<64xf32, 3>
  %v = memref.load %x[%t] : memref<64xf32>
  memref.store %v, %a[%t] : memref<64xf32, 3>
  gpu.barrier
  %w = memref.load %a[%r] : memref<64xf32, 3>
  memref.store %w, %b[%t] : memref<64xf32, 3>
  gpu.barrier
  %u = memref.load %b[%r] : memref<64xf32, 3>
  memref.store %u, %out[%t] : memref<64xf32>
  // %c is written when no thread reads %a any more.
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 15>}
  %c = memref.alloc() : memref<64xf32, 3>
  memref.store %u, %c[%t] : memref<64xf32, 3>
  %z = memref.load %c[%t] : memref<64xf32, 3>
  return
}

// Each iteration fills two tiles, and waits until all have read them. Its end, the
// begin of the next one, and what follows the loop are one phase.
// CHECK-LABEL: gpu.func @tiles(
gpu.module @kernels {
gpu.func @tiles(%x: memref<?xf32, 1>, %n: index, %out: memref<?xf32, 1>) kernel {
  %t = gpu.thread_id x
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 17>} : memref<64xf32, #gpu.address_space<workgroup>>
    %a = memref.alloc() : memref<64xf32, #gpu.address_space<workgroup>>
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 13>} : memref<64xf32, #gpu.address_space<workgroup>>
    %b = memref.alloc() : memref<64xf32, #gpu.address_space<workgroup>>
    %v = memref.load %x[%i] : memref<?xf32, 1>
    memref.store %v, %a[%t] : memref<64xf32, #gpu.address_space<workgroup>>
    gpu.barrier
    %w = memref.load %a[%i] : memref<64xf32, #gpu.address_space<workgroup>>
    memref.store %w, %b[%t] : memref<64xf32, #gpu.address_space<workgroup>>
    %u = memref.load %b[%t] : memref<64xf32, #gpu.address_space<workgroup>>
    memref.store %u, %out[%t] : memref<?xf32, 1>
    gpu.barrier
  }
  gpu.return
}
}

// A barrier parts nothing that threads pass more often than others, or in a branch
// that not all of them take; what decides is computed from a kernel's arguments.
// CHECK-LABEL: gpu.func @uniform(
gpu.module @more {
gpu.func @uniform(%c: i1, %v: f32, %n: index) kernel {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 7, 10 to 18>}
  %a = memref.alloc() : memref<64xf32, 3>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 10>}
  %b = memref.alloc() : memref<64xf32, 3>
  %t = gpu.thread_id x
  %c1 = arith.constant 1 : index
  memref.store %v, %a[%t] : memref<64xf32, 3>
  %u = memref.load %a[%t] : memref<64xf32, 3>
  scf.if %c {
    // %b is live between these two alone.
    gpu.barrier
    memref.store %v, %b[%t] : memref<64xf32, 3>
    %w = memref.load %b[%t] : memref<64xf32, 3>
    gpu.barrier
  }
  scf.for %i = %c1 to %t step %c1 {
    gpu.barrier
  }
  gpu.return
}
}

// REMARK: :[[@LINE+5]]:8: remark: {{.*}} Function=private | {{.*}} Kind=parallel, Reason="several threads may run its function, as 'gpu.thread_id' shows, each with a buffer of its own"
// REMARK: :[[@LINE+5]]:8: remark: {{.*}} Function=private | {{.*}} Kind=parallel, {{.*}}each with a buffer of its own
// REMARK: :[[@LINE+5]]:8: remark: {{.*}} Function=private | {{.*}} Kind=parallel, {{.*}}its memory space may be that of other workgroups, too
// REMARK: :[[@LINE+5]]:8: remark: {{.*}} Function=private | {{.*}} Culprit=memref.dealloc, Kind=parallel, {{.*}}and each would free it
func.func @private(%v: f32) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloca() : memref<64xf32, 3>
  %c = memref.alloc() : memref<64xf32, 1>
  %d = memref.alloc() : memref<64xf32, 3>
  %t = gpu.thread_id x
  memref.store %v, %a[%t] : memref<64xf32>
  memref.store %v, %b[%t] : memref<64xf32, 3>
  memref.store %v, %c[%t] : memref<64xf32, 1>
  memref.store %v, %d[%t] : memref<64xf32, 3>
  memref.dealloc %d : memref<64xf32, 3>
  return
}

// In a loop: one that threads run differently often, and one without a barrier between
// the last use in one iteration and the first in the next.
// REMARK: :[[@LINE+7]]:10: remark: {{.*}} Function=loops | {{.*}} Kind=parallel, {{.*}}and not all may pass its allocation
// REMARK: :[[@LINE+11]]:10: remark: {{.*}} Function=loops | {{.*}} Culprit=scf.for, Kind=parallel, {{.*}}and one may use it while another still uses that of the iteration before
func.func @loops(%v: f32) {
  %t = gpu.thread_id x
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %t step %c1 {
    %a = memref.alloc() : memref<64xf32, 3>
    memref.store %v, %a[%t] : memref<64xf32, 3>
  }
  %c9 = arith.constant 9 : index
  scf.for %i = %c0 to %c9 step %c1 {
    %b = memref.alloc() : memref<64xf32, 3>
    memref.store %v, %b[%t] : memref<64xf32, 3>
    gpu.barrier
    %w = memref.load %b[%i] : memref<64xf32, 3>
  }
  return
}

// One thread may wait for the transfer of another.
// REMARK: :[[@LINE+4]]:8: remark: {{.*}} Function=transfers | {{.*}} Culprit=memref.dma_start, Kind=parallel, Reason="several threads may wait for one transfer that accesses it"
// REMARK: :[[@LINE+4]]:10: remark: {{.*}} Function=transfers | {{.*}} Kind=parallel,
func.func @transfers(%x: memref<64xf32>) attributes {idealloc.threads} {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<64xf32, 1>
  %tag = memref.alloc() : memref<1xi32, 1>
  memref.dma_start %x[%c0], %a[%c0], %c0, %tag[%c0] : memref<64xf32>, memref<64xf32, 1>, memref<1xi32, 1>
  memref.dma_wait %tag[%c0], %c0 : memref<1xi32, 1>
  return
}

// Cores that a dialect of their own synchronises.
func.func private @barrier() attributes {idealloc.barrier}
// CHECK-LABEL: func.func @cores(
func.func @cores(%dma: i1, %x: memref<8x8xf32>, %y: memref<8x8xf32>) attributes {idealloc.threads} {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 11>} : memref<8x8xf32, 1>
  %a = memref.alloc() : memref<8x8xf32, 1>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<11 to 17>} : memref<8x8xf32, 1>
  %b = memref.alloc() : memref<8x8xf32, 1>
  scf.if %dma { memref.copy %x, %a : memref<8x8xf32> to memref<8x8xf32, 1> }
  func.call @barrier() : () -> ()
  scf.if %dma { memref.copy %a, %y : memref<8x8xf32, 1> to memref<8x8xf32> }
  // What takes no memory may say that it is one, too.
  "own.barrier"() {idealloc.barrier} : () -> ()
  scf.if %dma { memref.copy %x, %b : memref<8x8xf32> to memref<8x8xf32, 1> }
  return
}

// A caller is run by the threads that meet in its callee.
func.func private @meet() {
  gpu.barrier
  return
}
// CHECK-LABEL: func.func @meets(
func.func @meets(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 4>} : memref<64xf32, 3>
  %a = memref.alloc() : memref<64xf32, 3>
  memref.store %v, %a[%i] : memref<64xf32, 3>
  func.call @meet() : () -> ()
  return
}

// What threads call allocates for each of them, but in a space that they share.
// REMARK: :[[@LINE+4]]:8: remark: {{.*}} Function=callee | {{.*}} Culprit=func.call, Kind=parallel, Reason="several threads call its function, and may share its memory space"
// CHECK-LABEL: func.func private @callee(
func.func private @callee(%v: f32, %i: index) {
  // CHECK: memref.alloc() : memref<64xf32, 3>
  %a = memref.alloc() : memref<64xf32, 3>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6>} : memref<64xf32, #gpu.address_space<private>>
  %c = memref.alloc() : memref<64xf32, #gpu.address_space<private>>
  memref.store %v, %a[%i] : memref<64xf32, 3>
  memref.store %v, %b[%i] : memref<64xf32>
  memref.store %v, %c[%i] : memref<64xf32, #gpu.address_space<private>>
  return
}
// The threads of a launch are not those of the function.
// CHECK-LABEL: func.func @launches(
func.func @launches(%n: index, %v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime =
  %a = memref.alloc() : memref<64xf32, 3>
  memref.store %v, %a[%i] : memref<64xf32, 3>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %n, %gy = %n, %gz = %n)
             threads(%tx, %ty, %tz) in (%sx = %n, %sy = %n, %sz = %n) {
    func.call @through(%v, %i) : (f32, index) -> ()
    gpu.barrier
    gpu.terminator
  }
  return
}
func.func private @through(%v: f32, %i: index) {
  func.call @callee(%v, %i) : (f32, index) -> ()
  return
}

// Threads of several blocks share memory here: while those of one are in one branch,
// those of another are in the other, from barrier to barrier.
// CHECK-LABEL: func.func @blocks(
func.func @blocks(%v: f32, %i: index, %out: memref<64xf32>) attributes {idealloc.threads} {
  %b = gpu.block_id x
  %c0 = arith.constant 0 : index
  %is_first = arith.cmpi eq, %b, %c0 : index
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 20>}
  %p = memref.alloc() : memref<64xf32, 1>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 20>}
  %q = memref.alloc() : memref<64xf32, 1>
  scf.if %is_first {
    "test.wait"() {idealloc.barrier} : () -> ()
    memref.store %v, %p[%i] : memref<64xf32, 1>
    %w = memref.load %p[%i] : memref<64xf32, 1>
    memref.store %w, %out[%i] : memref<64xf32>
    "test.wait"() {idealloc.barrier} : () -> ()
  } else {
    "test.wait"() {idealloc.barrier} : () -> ()
    memref.store %v, %q[%i] : memref<64xf32, 1>
    %u = memref.load %q[%i] : memref<64xf32, 1>
    memref.store %u, %out[%i] : memref<64xf32>
    "test.wait"() {idealloc.barrier} : () -> ()
  }
  return
}

// Memory of a workgroup is that of one block.
// CHECK-LABEL: func.func @block(
func.func @block(%v: f32, %i: index, %out: memref<64xf32>) {
  %b = gpu.block_id x
  %c0 = arith.constant 0 : index
  %is_first = arith.cmpi eq, %b, %c0 : index
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 10>}
  %p = memref.alloc() : memref<64xf32, 3>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<12 to 16>}
  %q = memref.alloc() : memref<64xf32, 3>
  scf.if %is_first {
    gpu.barrier
    memref.store %v, %p[%i] : memref<64xf32, 3>
    %w = memref.load %p[%i] : memref<64xf32, 3>
    memref.store %w, %out[%i] : memref<64xf32>
    gpu.barrier
  } else {
    gpu.barrier
    memref.store %v, %q[%i] : memref<64xf32, 3>
    %u = memref.load %q[%i] : memref<64xf32, 3>
    memref.store %u, %out[%i] : memref<64xf32>
    gpu.barrier
  }
  return
}
