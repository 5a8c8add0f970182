// T9. memref.dma_start .. dma_wait: %a is in flight until the wait on the tag, which
// does not mention %a at all. MLIR 22's -optimize-allocation-liveness also gets this wrong.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=memory-spaces=all -o /dev/null

// %a and the tag are in use until the wait, so %b must not share with %a.
//
// CHECK-LABEL: func.func @t09_dma(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 11>, idealloc.offset = 0 : i64} : memref<1xi32, 2>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 11>, idealloc.offset = 0 : i64} : memref<16xf32, 1>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 10>, idealloc.offset = 64 : i64} : memref<16xf32, 1>
func.func @t09_dma(%g: memref<16xf32>, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %tag = memref.alloc() : memref<1xi32, 2>
  %a = memref.alloc() : memref<16xf32, 1>
  memref.dma_start %a[%c0], %g[%c0], %c16, %tag[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<1xi32, 2>
  %b = memref.alloc() : memref<16xf32, 1>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32, 1>)
  memref.copy %b, %out : memref<16xf32, 1> to memref<16xf32>
  memref.dma_wait %tag[%c0], %c16 : memref<1xi32, 2>
  return
}
