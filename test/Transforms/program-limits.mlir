// RUN: not idealloc-opt %s --split-input-file --idealloc='memory-spaces=1 storage=argument capacity=1:8191 shorten=false schedule=off' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: not idealloc-opt %s --split-input-file --idealloc='memory-spaces=1 storage=global capacity=1:8191 shorten=false schedule=off' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: %idealloc-opt %s --split-input-file --idealloc='memory-spaces=1 lower=false reserve=1:4096-8192 shorten=false schedule=off' | FileCheck %s --check-prefix=RESERVE
// RUN: %idealloc-opt %s --split-input-file --idealloc='memory-spaces=1 lower=false shorten=false schedule=off' | FileCheck %s --check-prefix=PIN

// Capacity, reserved bytes and pins are of the memory, in a callee as in its
// caller.

// CAPACITY: error: needs 8192 bytes, capacity of memory space '1' is 8191, 1 too few; at tick {{[0-9]+}} these 2 buffers are live together; the smallest capacity known to work is 8192
// RESERVE-LABEL: func.func private @leaf(
// RESERVE:         idealloc.slice %{{.*}}[[[LEAF:0|8192]]]
func.func private @leaf(%v: f32, %out: memref<1024xf32, 1>) {
  %a = memref.alloc() : memref<1024xf32, 1>
  linalg.fill ins(%v : f32) outs(%a : memref<1024xf32, 1>)
  linalg.exp ins(%a : memref<1024xf32, 1>) outs(%out : memref<1024xf32, 1>)
  return
}
// RESERVE-LABEL: func.func @top(
// RESERVE-NOT:     idealloc.slice %{{.*}}[[[LEAF]]]
// RESERVE:         idealloc.slice %{{.*}}[{{0|8192}}]
func.func @top(%v: f32, %out: memref<1024xf32, 1>) {
  %b = memref.alloc() : memref<1024xf32, 1>
  linalg.fill ins(%v : f32) outs(%b : memref<1024xf32, 1>)
  call @leaf(%v, %out) : (f32, memref<1024xf32, 1>) -> ()
  linalg.exp ins(%b : memref<1024xf32, 1>) outs(%out : memref<1024xf32, 1>)
  return
}

// -----

// PIN-LABEL: func.func private @pinned(
// PIN:         idealloc.slice %{{.*}}[8192]
func.func private @pinned(%v: f32, %out: memref<1024xf32, 1>) {
  %a = memref.alloc() {idealloc.pin = 8192} : memref<1024xf32, 1>
  linalg.fill ins(%v : f32) outs(%a : memref<1024xf32, 1>)
  linalg.exp ins(%a : memref<1024xf32, 1>) outs(%out : memref<1024xf32, 1>)
  return
}
func.func @calls_pinned(%v: f32, %out: memref<1024xf32, 1>) {
  %b = memref.alloc() : memref<1024xf32, 1>
  linalg.fill ins(%v : f32) outs(%b : memref<1024xf32, 1>)
  call @pinned(%v, %out) : (f32, memref<1024xf32, 1>) -> ()
  linalg.exp ins(%b : memref<1024xf32, 1>) outs(%out : memref<1024xf32, 1>)
  return
}
