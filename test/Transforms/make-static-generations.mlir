// A buffer that a loop carries to the next iteration and no further becomes two,
// used in turn: the count of iterations decides, whatever bounds and step are.

// RUN: %idealloc-opt %s --idealloc-make-static --remarks-filter=idealloc 2> %t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK < %t.remarks
// RUN: %idealloc-opt %s --idealloc-make-static --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=PLANNED
// PLANNED-NOT: NotPlanned

// CHECK-LABEL: func.func @scf_for(
// CHECK-SAME:    %[[LB:.*]]: index, %{{.*}}: index, %[[STEP:.*]]: index, %[[INIT:.*]]: memref<16xf32>
// CHECK:         %[[A:.*]] = memref.alloc() {alignment = 32 : i64} : memref<16xf32>
// CHECK:         %[[B:.*]] = memref.alloc() {alignment = 32 : i64} : memref<16xf32>
// CHECK:         scf.for %[[I:.*]] = %[[LB]] to
// CHECK:           %[[DISTANCE:.*]] = arith.subi %[[I]], %[[LB]] : index
// CHECK:           %[[COUNT:.*]] = arith.divui %[[DISTANCE]], %[[STEP]] : index
// CHECK:           %[[ODD:.*]] = arith.index_castui %[[COUNT]] : index to i1
// CHECK:           %[[NEW:.*]] = arith.select %[[ODD]], %[[B]], %[[A]]
// CHECK:           scf.yield %[[NEW]]
func.func @scf_for(%lb: index, %ub: index, %step: index, %init: memref<16xf32>) {
  %r = scf.for %i = %lb to %ub step %step iter_args(%old = %init) -> (memref<16xf32>) {
    // REMARK: :[[@LINE+1]]:12: remark: [Passed] MadeStatic {{.*}} Function=scf_for | Bytes=128, Kind=generations
    %new = memref.alloc() {alignment = 32 : i64} : memref<16xf32>
    memref.copy %old, %new : memref<16xf32> to memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  memref.copy %r, %init : memref<16xf32> to memref<16xf32>
  return
}

// CHECK-LABEL: func.func @narrow(
// CHECK:         arith.trunci %{{.*}} : i32 to i1
func.func @narrow(%lb: i32, %ub: i32, %step: i32, %init: memref<16xf32>) {
  %r = scf.for %i = %lb to %ub step %step iter_args(%old = %init) -> (memref<16xf32>) : i32 {
    %new = memref.alloc() : memref<16xf32>
    memref.copy %old, %new : memref<16xf32> to memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  return
}

// The lower bound is the larger of two.
// CHECK-LABEL: func.func @affine_for(
// CHECK:         %[[LB:.*]] = affine.max
// CHECK:         %[[STEP:.*]] = arith.constant 3 : index
// CHECK:         affine.for %[[I:.*]] = max
// CHECK:           %[[DISTANCE:.*]] = arith.subi %[[I]], %[[LB]]
// CHECK:           arith.divui %[[DISTANCE]], %[[STEP]]
func.func @affine_for(%n: index, %init: memref<16xf32>) {
  %r = affine.for %i = max affine_map<(d0) -> (d0, 5)>(%n) to 40 step 3 iter_args(%old = %init) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    memref.copy %old, %new : memref<16xf32> to memref<16xf32>
    affine.yield %new : memref<16xf32>
  }
  return
}

// Two allocations share the count of iterations; one of them is made in a branch.
// CHECK-LABEL: func.func @two_of_them(
// CHECK-COUNT-4: memref.alloc() : memref<16xf32>
// CHECK:         scf.for
// CHECK:           %[[ODD:.*]] = arith.index_castui
// CHECK-NOT:       arith.index_castui
// CHECK-COUNT-2:   arith.select %[[ODD]]
func.func @two_of_them(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x, %q = %y) -> (memref<16xf32>, memref<16xf32>) {
    %a = memref.alloc() : memref<16xf32>
    memref.copy %p, %a : memref<16xf32> to memref<16xf32>
    %b = scf.if %c -> (memref<16xf32>) {
      %new = memref.alloc() : memref<16xf32>
      memref.copy %q, %new : memref<16xf32> to memref<16xf32>
      scf.yield %new : memref<16xf32>
    } else {
      memref.copy %q, %x : memref<16xf32> to memref<16xf32>
      scf.yield %x : memref<16xf32>
    }
    scf.yield %a, %b : memref<16xf32>, memref<16xf32>
  }
  memref.copy %r#0, %x : memref<16xf32> to memref<16xf32>
  return
}

// The inner loop hands its generation to the outer one: two of two.
// CHECK-LABEL: func.func @nested(
// CHECK-COUNT-4: memref.alloc() : memref<16xf32>
// CHECK:         scf.for
// CHECK-COUNT-2:   arith.select
// CHECK:           scf.for
// CHECK:             arith.select
// CHECK-NOT:     memref.alloc
func.func @nested(%n: index, %x: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x) -> (memref<16xf32>) {
    %s = scf.for %j = %c0 to %n step %c1 iter_args(%q = %x) -> (memref<16xf32>) {
      %new = memref.alloc() : memref<16xf32>
      linalg.add ins(%p, %q : memref<16xf32>, memref<16xf32>) outs(%new : memref<16xf32>)
      scf.yield %new : memref<16xf32>
    }
    scf.yield %s : memref<16xf32>
  }
  memref.copy %r, %x : memref<16xf32> to memref<16xf32>
  return
}

// First a constant size, then two of it.
// CHECK-LABEL: func.func @bounded(
// CHECK-COUNT-2: memref.alloc() {alignment = 4 : i64} : memref<64xi8>
// CHECK:         scf.for
// CHECK:           %[[NEW:.*]] = arith.select {{.*}} : memref<64xi8>
// CHECK:           memref.view %[[NEW]]
// REMARK:        Function=bounded | Bytes=128, Kind=generations
// REMARK:        Function=bounded | Bytes=64, Kind=bounded
func.func @bounded(%n: index, %x: memref<?xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %m = arith.minsi %n, %c16 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x) -> (memref<?xf32>) {
    %new = memref.alloc(%m) : memref<?xf32>
    memref.copy %p, %new : memref<?xf32> to memref<?xf32>
    scf.yield %new : memref<?xf32>
  }
  memref.copy %r, %x : memref<?xf32> to memref<?xf32>
  return
}
