// RUN: %idealloc-opt %s --idealloc-make-static --split-input-file | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=lower=false --split-input-file | FileCheck %s --check-prefix=PLAN

// A deallocation pass frees the old generation in the loop and the last one
// behind it. Both may free the initial buffer, and each of the three is freed
// once instead.

// CHECK-LABEL: func.func @carried(
// CHECK:         %[[A:.*]] = memref.alloc()
// CHECK:         %[[B:.*]] = memref.alloc()
// CHECK:         %[[C:.*]] = memref.alloc()
// CHECK:         scf.for
// CHECK-NOT:       memref.dealloc
// CHECK:         }
// CHECK:         memref.copy
// CHECK-DAG:     memref.dealloc %[[A]]
// CHECK-DAG:     memref.dealloc %[[B]]
// CHECK-DAG:     memref.dealloc %[[C]]
// CHECK-NOT:     memref.dealloc
// CHECK:         return
// PLAN-LABEL: func.func @carried(
// PLAN-COUNT-3: idealloc.slice
// PLAN-NOT: memref.dealloc
// PLAN: return
func.func @carried(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%old = %a) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    memref.dealloc %old : memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  memref.copy %r, %y : memref<16xf32> to memref<16xf32>
  memref.dealloc %r : memref<16xf32>
  return
}

// -----

// What else is freed is not known: an argument.
//
// CHECK-LABEL: func.func @argument(
// CHECK:       scf.for
// CHECK:         memref.alloc
// CHECK:         memref.dealloc
func.func @argument(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%old = %x) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    memref.dealloc %old : memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  memref.copy %r, %y : memref<16xf32> to memref<16xf32>
  return
}

// -----

// It is returned, and not to be freed at the end.
//
// CHECK-LABEL: func.func @returned(
// CHECK:       scf.for
// CHECK:         memref.alloc
// CHECK:         memref.dealloc
func.func @returned(%n: index, %x: memref<16xf32>) -> memref<16xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%old = %a) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    memref.dealloc %old : memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  return %r : memref<16xf32>
}
