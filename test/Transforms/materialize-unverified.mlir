// The pass for tests takes offsets that clash, which the product refuses.

// RUN: not idealloc-opt %s --idealloc-materialize-arena 2>&1 | FileCheck %s --check-prefix=REFUSED
// RUN: %idealloc-test-opt %s --idealloc-materialize-unverified | FileCheck %s
// RUN: sed 's/ticks = 11/ticks = 15/' %s | not idealloc-test-opt --idealloc-materialize-unverified 2>&1 | FileCheck %s --check-prefix=STALE

// REFUSED: error: overwrites bytes [0, 64) of memory space 'default', which another buffer needs later
// STALE: error: has a stale plan

// CHECK: %[[ARENA:.*]] = idealloc.arena
// CHECK: idealloc.slice %[[ARENA]][0] slot 0
// CHECK: idealloc.slice %[[ARENA]][0] slot 1
func.func @clash(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = [{alignment = 64 : i64, bytes = 64 : i64, load = 64 : i64, lower_bound = 64 : i64, space = 0 : i64, status = "feasible", ticks = 11 : i64}]} {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 8>, idealloc.offset = 0 : i64} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 10>, idealloc.offset = 0 : i64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}
