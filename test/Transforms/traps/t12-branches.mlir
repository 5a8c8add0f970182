// T12. %t and %e are never simultaneously live (same phi) -> may share; pre-order
// linearisation + "extend yielded buffers to the whole if" (graph-compiler) says no.
// The exemption must be dropped when the phi is loop-carried (see t13).

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// They never meet: one slot, although both are needed until the last use of the
// result.
//
// CHECK-LABEL: func.func @t12_branches(
// CHECK-SAME: bytes = 64 : i64
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6, 11 to 13>, idealloc.offset = 0 : i64, idealloc.slot = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 13>, idealloc.offset = 0 : i64, idealloc.slot = 0 : i64} : memref<16xf32>
func.func @t12_branches(%c: i1, %v: f32, %out: memref<16xf32>) {
  %r = scf.if %c -> (memref<16xf32>) {
    %t = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    scf.yield %t : memref<16xf32>
  } else {
    %e = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%e : memref<16xf32>)
    scf.yield %e : memref<16xf32>
  }
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}
