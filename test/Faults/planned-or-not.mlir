// What is planned and what is left alone, one input after the other. Each was wrong
// once: a crash, a plan that does not hold, a refusal of all, or a wrong reason.

// RUN: %idealloc-opt %s --split-input-file --allow-unregistered-dialect --idealloc='memory-spaces=all shorten=false schedule=off' --remarks-filter=idealloc -o %t 2>&1 | FileCheck %s

// Copies in flight, waited for by a barrier.
// CHECK: Function=tma | {{.*}} Culprit=nvgpu.tma.async.load, Kind=escapes, {{.*}}its tokens are not followed
// CHECK: Plan | {{.*}} Function=tma | Allocations=1, ArenaBytes=4096
func.func @tma(%d: !nvgpu.tensormap.descriptor<tensor = memref<64x32xf16, 3>, swizzle = none, l2promo = none, oob = zero, interleave = none>, %bar: !nvgpu.mbarrier.group<memorySpace = #gpu.address_space<workgroup>>, %x: memref<64x32xf16>, %out: memref<64x32xf16>) {
  %c0 = arith.constant 0 : index
  %ticks = arith.constant 10000000 : index
  %phase = arith.constant false
  %a = memref.alloc() : memref<64x32xf16, 3>
  %u = memref.alloc() : memref<64x32xf16, 3>
  nvgpu.tma.async.load %d[%c0, %c0], %bar[%c0] to %a : !nvgpu.tensormap.descriptor<tensor = memref<64x32xf16, 3>, swizzle = none, l2promo = none, oob = zero, interleave = none>, !nvgpu.mbarrier.group<memorySpace = #gpu.address_space<workgroup>> -> memref<64x32xf16, 3>
  memref.copy %x, %u : memref<64x32xf16> to memref<64x32xf16, 3>
  memref.copy %u, %out : memref<64x32xf16, 3> to memref<64x32xf16>
  nvgpu.mbarrier.try_wait.parity %bar[%c0], %phase, %ticks : !nvgpu.mbarrier.group<memorySpace = #gpu.address_space<workgroup>>
  memref.copy %a, %out : memref<64x32xf16, 3> to memref<64x32xf16>
  return
}

// -----

// A copy that is never waited for.
// CHECK: Function=f | {{.*}} Culprit=nvgpu.tma.async.store, Kind=escapes
!desc = !nvgpu.tensormap.descriptor<tensor = memref<64x8xf32, 3>, swizzle = none, l2promo = none, oob = zero, interleave = none>
func.func @f(%d: !desc, %v: f32, %i: index) {
  %a = memref.alloc() : memref<64x8xf32, 3>
  linalg.fill ins(%v : f32) outs(%a : memref<64x8xf32, 3>)
  nvgpu.tma.async.store %a to %d[%i, %i] : memref<64x8xf32, 3> -> !desc
  return
}

// -----

// A callee that returns before its copy is done.
// CHECK: Function=g | {{.*}} Culprit=func.call, Kind=escapes, {{.*}} may retain it: @fetch;
// CHECK: Plan | {{.*}} Function=g | Allocations=1, ArenaBytes=2048
!desc = !nvgpu.tensormap.descriptor<tensor = memref<64x8xf32, 3>, swizzle = none, l2promo = none, oob = zero, interleave = none>
!bar = !nvgpu.mbarrier.group<memorySpace = #gpu.address_space<workgroup>, num_barriers = 2>
func.func private @fetch(%d: memref<?x?xf32>, %i: index, %a: memref<64x8xf32, 3>) {
  %m = memref.cast %d : memref<?x?xf32> to memref<*xf32>
  %desc = nvgpu.tma.create.descriptor %m box[%i, %i] : memref<*xf32> -> !desc
  nvgpu.tma.async.store %a to %desc[%i, %i] : memref<64x8xf32, 3> -> !desc
  return
}
func.func @g(%d: memref<?x?xf32>, %v: f32, %i: index, %y: memref<64x8xf32>) {
  %a = memref.alloc() : memref<64x8xf32, 3>
  linalg.fill ins(%v : f32) outs(%a : memref<64x8xf32, 3>)
  func.call @fetch(%d, %i, %a) : (memref<?x?xf32>, index, memref<64x8xf32, 3>) -> ()
  %e = memref.alloc() : memref<64x8xf32, 3>
  linalg.fill ins(%v : f32) outs(%e : memref<64x8xf32, 3>)
  memref.copy %e, %y : memref<64x8xf32, 3> to memref<64x8xf32>
  return
}

// -----

// Between two barriers one core reads %a while the other writes %c; %d may lie where %a was.
// CHECK: Plan | {{.*}} Function=phases | Allocations=4, ArenaBytes=768,
func.func private @barrier() attributes {idealloc.noretain, idealloc.barrier}
func.func @phases(%dma: i1, %core: i1, %x: memref<8x8xf32>, %x1: memref<8x8xf32>, %y: memref<8x8xf32>) attributes {idealloc.threads} {
  %a = memref.alloc() : memref<8x8xf32, 1>
  %b = memref.alloc() : memref<8x8xf32, 1>
  %c = memref.alloc() : memref<8x8xf32, 1>
  %d = memref.alloc() : memref<8x8xf32, 1>
  scf.if %dma { memref.copy %x, %a : memref<8x8xf32> to memref<8x8xf32, 1> }
  func.call @barrier() : () -> ()
  scf.if %core { linalg.transpose ins(%a : memref<8x8xf32, 1>) outs(%b : memref<8x8xf32, 1>) permutation = [1, 0] }
  scf.if %dma { memref.copy %x1, %c : memref<8x8xf32> to memref<8x8xf32, 1> }
  func.call @barrier() : () -> ()
  scf.if %core { linalg.matmul ins(%b, %c : memref<8x8xf32, 1>, memref<8x8xf32, 1>) outs(%d : memref<8x8xf32, 1>) }
  func.call @barrier() : () -> ()
  scf.if %dma { memref.copy %d, %y : memref<8x8xf32, 1> to memref<8x8xf32> }
  return
}

// -----

// That the callee is a barrier nobody says.
// CHECK: Plan | {{.*}} Function=no_barrier | Allocations=4, ArenaBytes=1024,
func.func private @barrier() attributes {idealloc.noretain}
func.func @no_barrier(%dma: i1, %core: i1, %x: memref<8x8xf32>, %x1: memref<8x8xf32>, %y: memref<8x8xf32>) attributes {idealloc.threads} {
  %a = memref.alloc() : memref<8x8xf32, 1>
  %b = memref.alloc() : memref<8x8xf32, 1>
  %c = memref.alloc() : memref<8x8xf32, 1>
  %d = memref.alloc() : memref<8x8xf32, 1>
  scf.if %dma { memref.copy %x, %a : memref<8x8xf32> to memref<8x8xf32, 1> }
  func.call @barrier() : () -> ()
  scf.if %core { linalg.transpose ins(%a : memref<8x8xf32, 1>) outs(%b : memref<8x8xf32, 1>) permutation = [1, 0] }
  scf.if %dma { memref.copy %x1, %c : memref<8x8xf32> to memref<8x8xf32, 1> }
  func.call @barrier() : () -> ()
  scf.if %core { linalg.matmul ins(%b, %c : memref<8x8xf32, 1>, memref<8x8xf32, 1>) outs(%d : memref<8x8xf32, 1>) }
  func.call @barrier() : () -> ()
  scf.if %dma { memref.copy %d, %y : memref<8x8xf32, 1> to memref<8x8xf32> }
  return
}

// -----

// One thread overtakes another behind the last barrier.
// CHECK: Plan | {{.*}} Function=reverse_twice | Allocations=2, ArenaBytes=512,
func.func @reverse_twice(%x: memref<64xf32>, %out: memref<64xf32>) {
  %t = gpu.thread_id x
  %c63 = arith.constant 63 : index
  %r = arith.subi %c63, %t : index
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

// -----

// A callee that waits for a token it is given.
// CHECK: Function=f | {{.*}} Culprit=func.call, Kind=unverified, {{.*}}until a wait, which its block does not have
func.func private @copy_after(%t: !async.token, %a: memref<8xf32>, %x: memref<8xf32>) {
  async.await %t : !async.token
  memref.copy %a, %x : memref<8xf32> to memref<8xf32>
  return
}
func.func @f(%t: !async.token, %v: f32, %x: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<8xf32>)
  call @copy_after(%t, %a, %x) : (!async.token, memref<8xf32>, memref<8xf32>) -> ()
  return
}

// -----

// A call that returns a pointer which is none of its buffers.
// CHECK: Plan | {{.*}} Function=f | Allocations=1, ArenaBytes=64
func.func private @pass(%a: memref<16xf32>, %p: !llvm.ptr, %v: f32, %i: index) -> !llvm.ptr {
  memref.store %v, %a[%i] : memref<16xf32>
  return %p : !llvm.ptr
}
func.func @f(%p: !llvm.ptr, %v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  %r = call @pass(%a, %p, %v, %i) : (memref<16xf32>, !llvm.ptr, f32, index) -> !llvm.ptr
  return
}

// -----

// A loop that may pass on what it never gets.
// CHECK: Function=f | {{.*}} Culprit=affine.yield, Kind=escapes
func.func @f(%x: memref<2xi64>, %y: memref<2xi64>) {
  %r = affine.for %i = 0 to 0 iter_args(%o = %x) -> (memref<2xi64>) {
    %a = memref.alloc() : memref<2xi64>
    linalg.add ins(%x, %x : memref<2xi64>, memref<2xi64>) outs(%a : memref<2xi64>)
    affine.yield %a : memref<2xi64>
  }
  memref.copy %r, %y : memref<2xi64> to memref<2xi64>
  return
}

// -----

// A task that reads what nothing has written.
// CHECK: Plan | {{.*}} Function=f | Allocations=2, ArenaBytes=32,
func.func @f(%v: f32, %x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  %t = async.execute {
    memref.copy %a, %x : memref<8xf32> to memref<8xf32>
    async.yield
  }
  %b = memref.alloc() : memref<8xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<8xf32>)
  memref.copy %b, %y : memref<8xf32> to memref<8xf32>
  async.await %t : !async.token
  return
}

// -----

// Device memory of a kernel that runs on stays device memory.
// CHECK: Function=f | {{.*}} Culprit=gpu.launch_func, Kind=escapes, {{.*}}passes it on asynchronously
module attributes {gpu.container_module} {
  gpu.module @m {
    gpu.func @k(%a: memref<64xf32, 1>) kernel {
      gpu.return
    }
  }
  func.func @f(%x: memref<64xf32>, %y: memref<64xf32>) {
    %c1 = arith.constant 1 : index
    %t0 = gpu.wait async
    %a, %t1 = gpu.alloc async [%t0] () : memref<64xf32, 1>
    %t2 = gpu.memcpy async [%t1] %a, %x : memref<64xf32, 1>, memref<64xf32>
    %t3 = gpu.launch_func async [%t2] @m::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<64xf32, 1>)
    %t4 = gpu.memcpy async [%t3] %y, %a : memref<64xf32>, memref<64xf32, 1>
    %t5 = gpu.dealloc async [%t4] %a : memref<64xf32, 1>
    gpu.wait [%t5]
    return
  }
}

// -----

// Two chains of tokens: %d is copied while %e is filled.
// CHECK: Plan | {{.*}} Function=chain | Allocations=2, ArenaBytes=128,
func.func @chain(%x: memref<16xf32>, %out: memref<16xf32>, %v: f32) {
  %t0 = gpu.wait async
  %d, %t1 = gpu.alloc async [%t0] () : memref<16xf32, 1>
  %e, %t2 = gpu.alloc async [%t1] () : memref<16xf32, 1>
  %t3 = gpu.memcpy async [%t2] %d, %x : memref<16xf32, 1>, memref<16xf32>
  %t4 = gpu.memset async [%t2] %e, %v : memref<16xf32, 1>, f32
  %t5 = gpu.memcpy async [%t3] %out, %d : memref<16xf32>, memref<16xf32, 1>
  %t6 = gpu.dealloc async [%t5] %d : memref<16xf32, 1>
  %t7 = gpu.memcpy async [%t4, %t6] %out, %e : memref<16xf32>, memref<16xf32, 1>
  %t8 = gpu.dealloc async [%t7] %e : memref<16xf32, 1>
  gpu.wait [%t8]
  return
}

// -----

// A wait for a tag that is no start's, beside one for a start's.
// CHECK: Function=f | Kind=kept
// CHECK: Plan | {{.*}} Function=f | Allocations=1, ArenaBytes=32,
func.func @f(%x: memref<8xf32>, %i: index) {
  %c0 = arith.constant 0 : index
  %d0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() {idealloc.keep} : memref<2xi32>
  %a = memref.alloc() : memref<8xf32, 1>
  memref.dma_start %x[%c0], %a[%c0], %c8, %t[%c0] : memref<8xf32>, memref<8xf32, 1>, memref<2xi32>
  memref.dma_wait %t[%d0], %c8 : memref<2xi32>
  memref.dma_wait %t[%i], %c8 : memref<2xi32>
  memref.copy %a, %x : memref<8xf32, 1> to memref<8xf32>
  return
}

// -----

// Vectors without a dimension have one element.
// CHECK: Plan | {{.*}} Function=f | Allocations=1, ArenaBytes=12,
func.func @f(%v: vector<f32>, %i: index) {
  %a = memref.alloc() : memref<3xvector<f32>>
  memref.store %v, %a[%i] : memref<3xvector<f32>>
  return
}

// -----

// A dimension that the shape does not have.
// CHECK: Function=f | Kind=dynamic-shape, {{.*}}'memref.dim' {{.*}} has no upper bound
func.func @f(%x: memref<?xf32>) {
  %k = arith.constant 1000000 : index
  %d = memref.dim %x, %k : memref<?xf32>
  %a = memref.alloc(%d) : memref<?xf32>
  memref.copy %x, %a : memref<?xf32> to memref<?xf32>
  memref.copy %a, %x : memref<?xf32> to memref<?xf32>
  return
}

// -----

// Both allocations have a bound, that on the stack, too.
// CHECK: MadeStatic | {{.*}} Function=bounded | Bytes=256, Kind=bounded
// CHECK: MadeStatic | {{.*}} Function=bounded | Bytes=256, Kind=bounded
// CHECK: Plan | {{.*}} Function=bounded | Allocations=2, ArenaBytes=256,
func.func @bounded(%n: index, %x: memref<64xf32>, %out: memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c64 = arith.constant 64 : index
  %m = arith.minui %n, %c64 : index
  %a = memref.alloc(%m) : memref<?xf32>
  %xs = memref.subview %x[0] [%m] [1] : memref<64xf32> to memref<?xf32, strided<[1]>>
  linalg.exp ins(%xs : memref<?xf32, strided<[1]>>) outs(%a : memref<?xf32>)
  %os = memref.subview %out[0] [%m] [1] : memref<64xf32> to memref<?xf32, strided<[1]>>
  memref.copy %a, %os : memref<?xf32> to memref<?xf32, strided<[1]>>
  memref.dealloc %a : memref<?xf32>
  %b = memref.alloca(%m) : memref<?xf32>
  linalg.negf ins(%xs : memref<?xf32, strided<[1]>>) outs(%b : memref<?xf32>)
  linalg.add ins(%b, %os : memref<?xf32>, memref<?xf32, strided<[1]>>) outs(%os : memref<?xf32, strided<[1]>>)
  return
}

// -----

// A tile with a remainder, in five forms.
// CHECK-COUNT-5: MadeStatic | {{.*}} Bytes=128, Kind=bounded
// CHECK-COUNT-5: Plan | {{.*}} Allocations=1, ArenaBytes=128,
func.func @minus_last(%n: index, %v: f32, %i: index) {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  scf.for %lo = %c0 to %n step %c32 {
    %next = arith.addi %lo, %c32 : index
    %hi = arith.minsi %next, %n : index
    %size = arith.subi %hi, %lo : index
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}
func.func @minus_last_nsw(%n: index, %v: f32, %i: index) {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  scf.for %lo = %c0 to %n step %c32 {
    %next = arith.addi %lo, %c32 overflow<nsw, nuw> : index
    %hi = arith.minsi %next, %n : index
    %size = arith.subi %hi, %lo overflow<nsw, nuw> : index
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}
func.func @min_first(%n: index, %v: f32, %i: index) {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  scf.for %lo = %c0 to %n step %c32 {
    %left = arith.subi %n, %lo : index
    %size = arith.minsi %left, %c32 : index
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}
func.func @affine_(%n: index, %v: f32, %i: index) {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  scf.for %lo = %c0 to %n step %c32 {
    %size = affine.min affine_map<(d0)[s0] -> (32, s0 - d0)>(%lo)[%n]
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}
func.func @affine2(%n: index, %v: f32, %i: index) {
  affine.for %lo = 0 to %n step 32 {
    %hi = affine.min affine_map<(d0)[s0] -> (d0 + 32, s0)>(%lo)[%n]
    %size = affine.apply affine_map<(d0, d1) -> (d1 - d0)>(%lo, %hi)
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}

// -----

// Generations of a loop, freed in it as deallocation passes do, and not freed.
// CHECK-COUNT-2: MadeStatic | {{.*}} Bytes=128, Kind=generations
// CHECK: Plan | {{.*}} Function=carried | Allocations=3, ArenaBytes=192,
// CHECK: Plan | {{.*}} Function=carried_no_dealloc | Allocations=3, ArenaBytes=192,
func.func @carried(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%old = %a) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    memref.dealloc %old : memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  memref.copy %r, %y : memref<16xf32> to memref<16xf32>
  memref.dealloc %r : memref<16xf32>
  return
}
func.func @carried_no_dealloc(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%old = %a) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    scf.yield %new : memref<16xf32>
  }
  memref.copy %r, %y : memref<16xf32> to memref<16xf32>
  return
}

// -----

// The remark names the callee, which is to blame wherever the buffer is.
// CHECK: Function=f | {{.*}} Culprit=func.call, Kind=escapes, {{.*}}@k has no body that is known here
func.func private @k(memref<16xf32>)
func.func @f() {
  scf.forall (%i) in (4) {
    %t = memref.alloc() : memref<16xf32>
    func.call @k(%t) : (memref<16xf32>) -> ()
  }
  return
}

// -----

// A promise counts for every op.
// CHECK: Plan | {{.*}} Function=f | Allocations=1,
// CHECK: Plan | {{.*}} Function=g | Allocations=1,
module attributes {gpu.container_module} {
func.func @f(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  "npu.run"(%a) {idealloc.noretain} : (memref<16xf32>) -> ()
  return
}
gpu.module @m {
  gpu.func @k(%m: memref<16xf32>) kernel {
    %c0 = arith.constant 0 : index
    %x = memref.load %m[%c0] : memref<16xf32>
    memref.store %x, %m[%c0] : memref<16xf32>
    gpu.return
  }
}
func.func @g(%v: f32, %i: index) {
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  gpu.launch_func @m::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<16xf32>) {idealloc.noretain}
  return
}
}

// -----

// A clone is a copy; a memref in a memref is out of sight.
// CHECK: MadeStatic | {{.*}} Function=clones | Bytes=64, Kind=clone
// CHECK: Culprit=memref.store, Kind=escapes, {{.*}}'memref.store' stores it in another memref
// CHECK: Plan | {{.*}} Function=clones | Allocations=3, ArenaBytes=64,
func.func @clones(%x: memref<16xf32>, %box: memref<1xmemref<16xf32>>, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  %cl = bufferization.clone %a : memref<16xf32> to memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.exp ins(%cl : memref<16xf32>) outs(%b : memref<16xf32>)
  memref.store %b, %box[%c0] : memref<1xmemref<16xf32>>
  %c = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%c : memref<16xf32>)
  %q = memref.load %box[%c0] : memref<1xmemref<16xf32>>
  linalg.add ins(%c, %q : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  memref.dealloc %cl : memref<16xf32>
  return
}

// -----

// The way out of a tiled layout.
// CHECK: Function=tiled | Kind=unknown-size, {{.*}}; run -normalize-memrefs first
#tile = affine_map<(i,j)->(i floordiv 8, j floordiv 8, i mod 8, j mod 8)>
func.func @tiled(%v: i8, %i: index, %j: index, %y: memref<1xi8>) {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<64x64xi8, #tile, 1>
  memref.store %v, %a[%i,%j] : memref<64x64xi8, #tile, 1>
  %w = memref.load %a[%j,%i] : memref<64x64xi8, #tile, 1>
  memref.store %w, %y[%c0] : memref<1xi8>
  return
}

// -----

// A callee that keeps nothing but frees.
// CHECK-COUNT-2: Function=main | {{.*}} Culprit=func.call, Kind=escapes, Reason="the callee of 'func.call' may free it"
func.func private @printI64(i64)
func.func private @printNewline()
func.func private @release(%m: memref<8xi64>) {
  memref.dealloc %m : memref<8xi64>
  return
}
func.func private @last(%m: memref<8xi64>) -> i64 attributes {idealloc.noretain} {
  %c0 = arith.constant 0 : index
  %v = memref.load %m[%c0] : memref<8xi64>
  call @release(%m) : (memref<8xi64>) -> ()
  return %v : i64
}
func.func @main() attributes {llvm.emit_c_interface} {
  %one = arith.constant 1 : i64
  %a = memref.alloc() : memref<8xi64>
  %b = memref.alloc() : memref<8xi64>
  linalg.fill ins(%one : i64) outs(%a : memref<8xi64>)
  linalg.fill ins(%one : i64) outs(%b : memref<8xi64>)
  %w = call @last(%b) : (memref<8xi64>) -> i64
  %v = call @last(%a) : (memref<8xi64>) -> i64
  call @printI64(%v) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}

// -----

// An old answer is replaced.
// CHECK: Plan | {{.*}} Function=again | Allocations=2, ArenaBytes=128,
func.func @again(%v: f32, %y: memref<16xf32>) attributes {idealloc.arenas = [{alignment = 64 : i64, bytes = 64 : i64, load = 64 : i64, lower_bound = 64 : i64, space = 0 : i64, status = "optimal"}]} {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}
