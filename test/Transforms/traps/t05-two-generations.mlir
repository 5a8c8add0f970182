// T5. One alloc op, two live instances: iteration i reads the buffer made in i-1
// (%prev) while filling a fresh %next. One static slot is wrong; needs 2 slots
// (parity) or must be left alone. one-shot-bufferize{allow-return-allocs-from-loops}
// produces exactly this shape.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %next has two generations alive at once: refused.
//
// CHECK-LABEL: func.func @t05_two_generations(
// CHECK: memref.alloc() : memref<16xf32>
func.func @t05_two_generations(%n: index, %v: f32, %init: memref<16xf32>, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %init) -> (memref<16xf32>) {
    // REMARK: :[[@LINE+1]]:13: remark: {{.*}} NotPlanned {{.*}} Culprit=linalg.add, Kind=carried,
    %next = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
    linalg.add ins(%prev, %next : memref<16xf32>, memref<16xf32>) outs(%next : memref<16xf32>)
    scf.yield %next : memref<16xf32>
  }
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}
