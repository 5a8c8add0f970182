// T10. An alloc inside a parallel body is one instance per concurrent iteration.
// A single static offset is a race; size must be multiplied by #workers (and the
// offset depend on the worker id), or the arena must be per-worker.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %t needs one slot per instance: refused.
//
// CHECK-LABEL: func.func @t10_forall_private(
// CHECK: memref.alloc() : memref<16xf32>
func.func @t10_forall_private(%out: memref<64x16xf32>, %v: f32) {
  scf.forall (%i) in (64) {
    // REMARK: :[[@LINE+1]]:10: remark: {{.*}} NotPlanned {{.*}} Culprit=scf.forall, Kind=parallel,
    %t = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    %row = memref.subview %out[%i, 0] [1, 16] [1, 1] : memref<64x16xf32> to memref<16xf32, strided<[1], offset: ?>>
    memref.copy %t, %row : memref<16xf32> to memref<16xf32, strided<[1], offset: ?>>
  }
  return
}
