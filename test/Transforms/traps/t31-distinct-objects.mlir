// T31. If %a and %b are both moved into one arena, this op becomes UB: it lowers to
// llvm.assume ["separate_storage"(..)], and LLVM 22's BasicAA then treats *any* two
// pointers into the arena as no-alias (checked with opt-22 -passes=gvn: wrong constant
// folded). Strip the op from planned buffers; never emit it on arena views.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Both refused, so the promise stays true.
//
// CHECK-LABEL: func.func @t31_distinct_objects(
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.distinct_objects
func.func @t31_distinct_objects(%i: index, %v: f32) -> f32 {
  %c0 = arith.constant 0 : index
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=memref.distinct_objects, Kind=escapes,
  %a = memref.alloc() : memref<16xf32>
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=memref.distinct_objects, Kind=escapes,
  %b = memref.alloc() : memref<16xf32>
  %x, %y = memref.distinct_objects %a, %b : memref<16xf32>, memref<16xf32>
  memref.store %v, %x[%c0] : memref<16xf32>
  memref.store %v, %y[%i] : memref<16xf32>
  %l = memref.load %x[%c0] : memref<16xf32>
  return %l : f32
}
