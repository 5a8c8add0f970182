// T24. Dynamic size with a provable upper bound (affine.min): ValueBoundsOpInterface
// gives 64 -> plan 64 elements and emit a sized view; unbounded -> leave or error.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Bounds are not derived yet: refused.
//
// CHECK-LABEL: func.func @t24_dynamic(
// CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
func.func @t24_dynamic(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index
  %m = affine.min affine_map<(d0) -> (d0, 64)>(%n)
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Kind=dynamic-shape,
  %a = memref.alloc(%m) : memref<?xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<?xf32>)
  func.call @use_0(%a) : (memref<?xf32>) -> ()
  return
}
func.func private @use_0(memref<?xf32>) attributes {idealloc.noretain}
