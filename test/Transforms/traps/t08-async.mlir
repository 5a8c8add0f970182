// T8. The access ends at async.await, not at async.execute. MLIR 22's
// -optimize-allocation-liveness moves `dealloc %a` above the await (checked).

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a is in use until the await, so %b must not share with it.
//
// CHECK-LABEL: func.func @t08_async(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 13>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 17>, idealloc.offset = 64 : i64} : memref<16xf32>
func.func @t08_async(%v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %tok = async.execute {
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
    async.yield
  }
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  async.await %tok : !async.token
  linalg.add ins(%b, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
