// T34. A full overwrite inside a loop kills the old value only on paths that enter the
// loop. With n = 0 the read after the loop sees the first fill, so %a is live across %b.
// A control-flow graph without the zero-trip edge calls %a dead there.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a lives across %b: disjoint.
//
// CHECK-LABEL: func.func @t34_zero_trip_kill(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 24>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 14>, idealloc.offset = 64 : i64} : memref<16xf32>
func.func @t34_zero_trip_kill(%n: index, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  linalg.add ins(%b, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  scf.for %i = %c0 to %n step %c1 {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
