// P1 (missed reuse). %t was hoisted by -buffer-loop-hoisting; every iteration fully
// overwrites it before reading, so its value never crosses the back-edge. The sound
// interval is still [fill, add] inside the body, not the whole loop; then %t and %u share.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Each lives inside of one iteration: %u reuses the bytes of %t.
//
// CHECK-LABEL: func.func @p01_hoisted_private(
// CHECK-SAME: bytes = 64 : i64
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 12>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<12 to 19>, idealloc.offset = 0 : i64} : memref<16xf32>
func.func @p01_hoisted_private(%n: index, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %t = memref.alloc() : memref<16xf32>
  %u = memref.alloc() : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    linalg.add ins(%t, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
    linalg.fill ins(%v : f32) outs(%u : memref<16xf32>)
    linalg.mul ins(%u, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  }
  return
}
