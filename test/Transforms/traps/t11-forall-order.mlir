// T11. Outer buffers used at different points of a parallel body are concurrently
// live: iteration 0 may be at the second statement while iteration 1 is at the first.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Both live through the whole parallel op: disjoint.
//
// CHECK-LABEL: func.func @t11_forall_order(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 13>, idealloc.offset = 0 : i64} : memref<64xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 13>, idealloc.offset = 256 : i64} : memref<64xf32>
func.func @t11_forall_order(%v: f32, %out: memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  scf.parallel (%i) = (%c0) to (%c64) step (%c1) {
    memref.store %v, %a[%i] : memref<64xf32>
    %x = memref.load %a[%i] : memref<64xf32>
    memref.store %x, %b[%i] : memref<64xf32>
    %y = memref.load %b[%i] : memref<64xf32>
    memref.store %y, %out[%i] : memref<64xf32>
    scf.reduce
  }
  return
}
