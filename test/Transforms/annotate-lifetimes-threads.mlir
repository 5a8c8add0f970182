// Functions that several threads run: where they share memory, one may be far
// ahead of another, so that what was read before a write in the text may be read
// after it. Nothing is planned there.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK --implicit-check-not=remark:
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all | FileCheck %s

// REMARK: :[[@LINE+5]]:8: remark: {{.*}} Function=barriers | {{.*}} Culprit=gpu.thread_id, Kind=parallel, Reason="several threads may run its function, as 'gpu.thread_id' shows"
// REMARK: :[[@LINE+5]]:8: remark: {{.*}} Function=barriers | {{.*}} Kind=parallel,
func.func @barriers(%x: memref<64xf32>, %r: index, %out: memref<64xf32>) {
  %t = gpu.thread_id x
  // %b is written before all threads have read %a.
  %a = memref.alloc() : memref<64xf32, 3>
  %b = memref.alloc() : memref<64xf32, 3>
  %v = memref.load %x[%t] : memref<64xf32>
  memref.store %v, %a[%t] : memref<64xf32, 3>
  gpu.barrier
  %w = memref.load %a[%r] : memref<64xf32, 3>
  memref.store %w, %b[%t] : memref<64xf32, 3>
  gpu.barrier
  %u = memref.load %b[%r] : memref<64xf32, 3>
  memref.store %u, %out[%t] : memref<64xf32>
  return
}

// Cores that a dialect of their own synchronises.
func.func private @barrier() attributes {idealloc.noretain}
// REMARK: :[[@LINE+2]]:8: remark: {{.*}} Function=cores | {{.*}} Culprit=func.func, Kind=parallel, Reason="several threads run its function, as 'idealloc.threads' says"
func.func @cores(%dma: i1, %x: memref<8x8xf32>, %y: memref<8x8xf32>) attributes {idealloc.threads} {
  %a = memref.alloc() : memref<8x8xf32, 1>
  scf.if %dma { memref.copy %x, %a : memref<8x8xf32> to memref<8x8xf32, 1> }
  func.call @barrier() : () -> ()
  scf.if %dma { memref.copy %a, %y : memref<8x8xf32, 1> to memref<8x8xf32> }
  return
}

// A caller is run by the threads that meet in its callee.
func.func private @meet() {
  gpu.barrier
  return
}
// REMARK: :[[@LINE+2]]:8: remark: {{.*}} Function=meets | {{.*}} Culprit=gpu.barrier, Kind=parallel,
func.func @meets(%v: f32, %i: index) {
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
