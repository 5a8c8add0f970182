// T32. bufferization.dealloc decides ownership at run time by comparing base pointers.
// After planning, two dead/alive buffers that share a slot have equal pointers, and all
// slots share one allocated pointer -> wrong "retained" answer. Plan before this op
// exists or after it is lowered to memref.dealloc; refuse functions that contain it.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Refused.
//
// CHECK-LABEL: func.func @t32_bufferization_dealloc(
// CHECK: memref.alloc() : memref<16xf32>
func.func @t32_bufferization_dealloc(%c: i1, %v: f32, %o: memref<16xf32>) -> i1 {
  %c0 = arith.constant 0 : index
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=bufferization.dealloc, Kind=escapes,
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%c0] : memref<16xf32>
  %own = bufferization.dealloc (%a : memref<16xf32>) if (%c) retain (%o : memref<16xf32>)
  return %own : i1
}
