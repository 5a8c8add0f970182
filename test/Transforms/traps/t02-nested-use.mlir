// T2. Block-level liveness says %a ends at the scf.if op; a pre-order id of that op
// is smaller than the ids of the nested uses and of %b's whole range.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a is read inside the branch, after %b is written: disjoint.
//
// CHECK-LABEL: func.func @t02_nested_use(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 13>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 13>, idealloc.offset = 64 : i64} : memref<16xf32>
func.func @t02_nested_use(%c: i1, %v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  scf.if %c {
    %b = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    linalg.add ins(%a, %b : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  }
  return
}
