// T4. Ping-pong by swapping iter_args: %p and %q alias both region args, both
// results, and each other's slot across the back-edge -> live for the whole loop
// plus until the last use of either result (also when the loop runs zero times).

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %p and %q live on to the last use of a result. %tmp and %late may share.
//
// CHECK-LABEL: func.func @t04_swap(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 29>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 29>, idealloc.offset = 64 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<12 to 19>, idealloc.offset = 128 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<22 to 29>, idealloc.offset = 128 : i64} : memref<16xf32>
func.func @t04_swap(%n: index, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %p = memref.alloc() : memref<16xf32>
  %q = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%p : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%q : memref<16xf32>)
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%src = %p, %dst = %q) -> (memref<16xf32>, memref<16xf32>) {
    %tmp = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%tmp : memref<16xf32>)
    linalg.add ins(%src, %tmp : memref<16xf32>, memref<16xf32>) outs(%dst : memref<16xf32>)
    scf.yield %dst, %src : memref<16xf32>, memref<16xf32>
  }
  %late = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%late : memref<16xf32>)
  linalg.add ins(%r#0, %late : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
