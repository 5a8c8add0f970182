// T1. %inv's last textual use precedes %tmp, but iteration i+1 reads %inv again.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %inv lives until the last iteration ends, so %tmp must not share with it.
//
// CHECK-LABEL: func.func @t01_backedge(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 20>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<12 to 19>, idealloc.offset = 64 : i64} : memref<16xf32>
func.func @t01_backedge(%n: index, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %inv = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%inv : memref<16xf32>)
  scf.for %i = %c0 to %n step %c1 {
    linalg.add ins(%inv, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
    %tmp = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%tmp : memref<16xf32>)
    linalg.add ins(%tmp, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  }
  return
}
