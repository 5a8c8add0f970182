// T19. One dealloc that frees either a planned or an unplanned buffer: erasing it
// leaks %b, keeping it frees an interior pointer of the arena.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %b has no constant size, and shares a deallocation with %a: both refused, the deallocation stays.
//
// CHECK-LABEL: func.func @t19_dealloc_alias(
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
// CHECK: memref.dealloc
func.func @t19_dealloc_alias(%c: i1, %n: index, %v: f32) {
  %c0 = arith.constant 0 : index
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=memref.dealloc, Kind=shared-dealloc,
  %a = memref.alloc() : memref<16xf32>
  %x = scf.if %c -> (memref<?xf32>) {
    %a1 = memref.cast %a : memref<16xf32> to memref<?xf32>
    scf.yield %a1 : memref<?xf32>
  } else {
    // REMARK: :[[@LINE+1]]:10: remark: {{.*}} NotPlanned {{.*}} Kind=dynamic-shape,
    %b = memref.alloc(%n) : memref<?xf32>
    scf.yield %b : memref<?xf32>
  }
  memref.store %v, %x[%c0] : memref<?xf32>
  memref.dealloc %x : memref<?xf32>
  return
}
