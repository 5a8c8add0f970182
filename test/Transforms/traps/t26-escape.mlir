// T26. Escapes: returned, yielded out of a non-RegionBranch op, captured by an unknown op,
// passed to an external call that may retain it. Never plan these (or error on request).

// RUN: %idealloc-opt %s -allow-unregistered-dialect --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s -allow-unregistered-dialect --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s -allow-unregistered-dialect --idealloc -o /dev/null

// All refused.
//
// CHECK-LABEL: func.func @t26_escape(
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() : memref<16xf32>
func.func private @retain(memref<16xf32>)
func.func @t26_escape(%v: f32) -> memref<16xf32> {
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=func.return, Kind=escapes,
  %a = memref.alloc() : memref<16xf32>
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=func.call, Kind=escapes,
  %b = memref.alloc() : memref<16xf32>
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=test.yield, Kind=escapes,
  %c = memref.alloc() : memref<16xf32>
  %v1 = memref.subview %a[0] [16] [1] : memref<16xf32> to memref<16xf32, strided<[1]>>
  %w1 = memref.cast %v1 : memref<16xf32, strided<[1]>> to memref<16xf32>
  func.call @retain(%b) : (memref<16xf32>) -> ()
  %q = "test.opaque"() ({
    "test.yield"(%c) : (memref<16xf32>) -> ()
  }) : () -> memref<16xf32>
  "test.use"(%q) : (memref<16xf32>) -> ()
  return %w1 : memref<16xf32>
}
