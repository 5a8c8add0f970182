// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o %t.mlir 2>&1 | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=memory-spaces=all -o /dev/null

// Bulk copies of nvgpu run on after the op; only a barrier, which is memory,
// tells when they end. What they read or write is left alone, here and in the
// callers of a function that starts one and returns.

!desc = !nvgpu.tensormap.descriptor<tensor = memref<64x8xf32, 3>, swizzle = none, l2promo = none, oob = zero, interleave = none>
!bars = !nvgpu.mbarrier.group<memorySpace = #gpu.address_space<workgroup>>

// CHECK: Function=stores | At={{.*}} Culprit=nvgpu.tma.async.store, Kind=escapes, Reason="'nvgpu.tma.async.store' may access it until a later wait
func.func @stores(%d: !desc, %v: f32, %i: index) {
  %a = memref.alloc() : memref<64x8xf32, 3>
  linalg.fill ins(%v : f32) outs(%a : memref<64x8xf32, 3>)
  nvgpu.tma.async.store %a to %d[%i, %i] : memref<64x8xf32, 3> -> !desc
  return
}

// The buffer used before the wait is planned, the target of the copy is not.
//
// CHECK:     Function=loads | At={{.*}} Culprit=nvgpu.tma.async.load, Kind=escapes, Reason="'nvgpu.tma.async.load' may access it until a later wait
// CHECK-NOT: Function=loads
func.func @loads(%d: !desc, %bar: !bars, %x: memref<64x8xf32>, %out: memref<64x8xf32>) {
  %c0 = arith.constant 0 : index
  %ticks = arith.constant 10000000 : index
  %phase = arith.constant false
  %a = memref.alloc() : memref<64x8xf32, 3>
  %u = memref.alloc() : memref<64x8xf32, 3>
  nvgpu.tma.async.load %d[%c0, %c0], %bar[%c0] to %a : !desc, !bars -> memref<64x8xf32, 3>
  memref.copy %x, %u : memref<64x8xf32> to memref<64x8xf32, 3>
  memref.copy %u, %out : memref<64x8xf32, 3> to memref<64x8xf32>
  nvgpu.mbarrier.try_wait.parity %bar[%c0], %phase, %ticks : !bars
  memref.copy %a, %out : memref<64x8xf32, 3> to memref<64x8xf32>
  return
}

func.func private @fetch(%d: !desc, %i: index, %a: memref<64x8xf32, 3>) {
  nvgpu.tma.async.store %a to %d[%i, %i] : memref<64x8xf32, 3> -> !desc
  return
}

// CHECK:     Function=calls | At={{.*}} Culprit=func.call, Kind=escapes, Reason="the callee of 'func.call' may retain it: @fetch
// CHECK-NOT: Function=calls
func.func @calls(%d: !desc, %v: f32, %i: index, %y: memref<64x8xf32>) {
  %a = memref.alloc() : memref<64x8xf32, 3>
  linalg.fill ins(%v : f32) outs(%a : memref<64x8xf32, 3>)
  call @fetch(%d, %i, %a) : (!desc, index, memref<64x8xf32, 3>) -> ()
  %e = memref.alloc() : memref<64x8xf32, 3>
  linalg.fill ins(%v : f32) outs(%e : memref<64x8xf32, 3>)
  memref.copy %e, %y : memref<64x8xf32, 3> to memref<64x8xf32>
  return
}
