// RUN: %idealloc-opt %s --idealloc-verify-offsets --split-input-file --verify-diagnostics

// A bulk copy of nvgpu runs on after the op, here and behind the return of a
// callee, until a barrier that cannot be followed: what it touches cannot be
// verified.

!desc = !nvgpu.tensormap.descriptor<tensor = memref<64x8xf32, 3>, swizzle = none, l2promo = none, oob = zero, interleave = none>

func.func @stores(%d: !desc, %v: f32, %i: index)
    attributes {idealloc.arenas = [{space = 3, alignment = 64 : i64, bytes = 2048 : i64, load = 2048 : i64, lower_bound = 2048 : i64, status = "optimal"}]} {
  // expected-error @below {{cannot be verified: 'nvgpu.tma.async.store' may access it until a wait, which its block does not have}}
  %a = memref.alloc() {idealloc.offset = 0 : i64} : memref<64x8xf32, 3>
  linalg.fill ins(%v : f32) outs(%a : memref<64x8xf32, 3>)
  // expected-note @below {{because of this}}
  nvgpu.tma.async.store %a to %d[%i, %i] : memref<64x8xf32, 3> -> !desc
  return
}

// -----

!desc = !nvgpu.tensormap.descriptor<tensor = memref<64x8xf32, 3>, swizzle = none, l2promo = none, oob = zero, interleave = none>

func.func private @fetch(%d: !desc, %i: index, %a: memref<64x8xf32, 3>) {
  nvgpu.tma.async.store %a to %d[%i, %i] : memref<64x8xf32, 3> -> !desc
  return
}

func.func @calls(%d: !desc, %v: f32, %i: index, %y: memref<64x8xf32>)
    attributes {idealloc.arenas = [{space = 3, alignment = 64 : i64, bytes = 2048 : i64, load = 2048 : i64, lower_bound = 2048 : i64, status = "optimal"}]} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @fetch, may keep it: 'nvgpu.tma.async.store' may access it until a wait}}
  %a = memref.alloc() {idealloc.offset = 0 : i64} : memref<64x8xf32, 3>
  linalg.fill ins(%v : f32) outs(%a : memref<64x8xf32, 3>)
  // expected-note @below {{because of this}}
  call @fetch(%d, %i, %a) : (!desc, index, memref<64x8xf32, 3>) -> ()
  return
}
