// T18. memref.realloc frees its operand; neither operand nor result can be planned
// without expand-realloc first. (MLIR 22 -optimize-allocation-liveness emits invalid IR.)

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Refused.
//
// CHECK-LABEL: func.func @t18_realloc(
// CHECK:         memref.alloc(%{{.*}}) : memref<?xf32>
// CHECK:         memref.realloc
func.func @t18_realloc(%v: f32, %m: index) {
  %c0 = arith.constant 0 : index
  %n = arith.constant 16 : index
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Kind=dynamic-shape,
  %a = memref.alloc(%n) : memref<?xf32>
  memref.store %v, %a[%c0] : memref<?xf32>
  %x = memref.realloc %a(%m) : memref<?xf32> to memref<?xf32>
  memref.store %v, %x[%c0] : memref<?xf32>
  memref.dealloc %x : memref<?xf32>
  return
}

// The same with constant sizes: refused for the realloc.
//
// CHECK-LABEL: func.func @t18_realloc_static(
// CHECK:         memref.alloc() : memref<16xf32>
// CHECK:         memref.realloc
func.func @t18_realloc_static(%v: f32) {
  %c0 = arith.constant 0 : index
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=memref.realloc, Kind=escapes,
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%c0] : memref<16xf32>
  %x = memref.realloc %a : memref<16xf32> to memref<32xf32>
  memref.store %v, %x[%c0] : memref<32xf32>
  memref.dealloc %x : memref<32xf32>
  return
}
