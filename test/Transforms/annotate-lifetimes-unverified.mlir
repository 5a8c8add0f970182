// RUN: %idealloc-opt %s --idealloc=memory-spaces=all --remarks-filter=idealloc 2>&1 | FileCheck %s
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes='memory-spaces=all leave-unverifiable=false' --idealloc-assign-offsets --idealloc-verify-offsets 2>&1 | FileCheck %s --check-prefix=ERROR

// What the verifier cannot follow costs one buffer, not the module.

// CHECK: remark: [Missed] NotPlanned {{.*}} Culprit=nvgpu.tma.async.load, Kind=unverified, Reason="it could not be verified: 'nvgpu.tma.async.load' may access it until a wait, which its block does not have"
// CHECK: Allocations=1,
// ERROR: error: cannot be verified: 'nvgpu.tma.async.load' may access it until a wait

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
