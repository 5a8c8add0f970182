// A buffer in the body of parallel loops with constant bounds becomes one before
// the loops, with a part for each instance, if instance-bytes allows it.

// RUN: %idealloc-opt %s --idealloc-make-static=instance-bytes=4096 --remarks-filter=idealloc 2> %t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK < %t.remarks
// RUN: %idealloc-opt %s --idealloc=instance-bytes=4096 --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=PLANNED
// PLANNED-NOT: NotPlanned

// 80 bytes take two cache lines.
// CHECK-LABEL: func.func @forall(
// CHECK:         %[[ALL:.*]] = memref.alloc() {alignment = 64 : i64} : memref<1536xi8>
// CHECK:         scf.forall (%[[I:.*]], %[[J:.*]]) in (3, 4)
// CHECK:           %[[C4:.*]] = arith.constant 4 : index
// CHECK:           %[[ROW:.*]] = arith.muli %[[I]], %[[C4]]
// CHECK:           %[[NUMBER:.*]] = arith.addi %[[ROW]], %[[J]]
// CHECK:           %[[C128:.*]] = arith.constant 128 : index
// CHECK:           %[[SHIFT:.*]] = arith.muli %[[NUMBER]], %[[C128]]
// CHECK:           memref.view %[[ALL]][%[[SHIFT]]][] : memref<1536xi8> to memref<20xf32>
func.func @forall(%v: f32) {
  scf.forall (%i, %j) in (3, 4) {
    // REMARK: :[[@LINE+1]]:10: remark: [Passed] MadeStatic {{.*}} Function=forall | Bytes=1536, Kind=instances
    %t = memref.alloc() : memref<20xf32>
    memref.store %v, %t[%i] : memref<20xf32>
  }
  return
}

// Bounds 5 to 12 and step 3 make 3 instances.
// CHECK-LABEL: func.func @parallel(
// CHECK:         memref.alloc() {alignment = 256 : i64} : memref<768xi8>
// CHECK:         scf.parallel (%[[I:.*]]) =
// CHECK:           %[[C5:.*]] = arith.constant 5 : index
// CHECK:           %[[DISTANCE:.*]] = arith.subi %[[I]], %[[C5]]
// CHECK:           %[[C3:.*]] = arith.constant 3 : index
// CHECK:           arith.divui %[[DISTANCE]], %[[C3]]
func.func @parallel(%v: f32, %k: index) {
  %lb = arith.constant 5 : index
  %ub = arith.constant 12 : index
  %step = arith.constant 3 : index
  scf.parallel (%i) = (%lb) to (%ub) step (%step) {
    %t = memref.alloc() {alignment = 256 : i64} : memref<4xf32>
    memref.store %v, %t[%k] : memref<4xf32>
  }
  return
}

// Loops in loops, with a sequential one in between whose iterations share: 2 * 2
// * 5 instances. The deallocation moves along.
// CHECK-LABEL: func.func @nested(
// CHECK:         %[[ALL:.*]] = memref.alloc() {alignment = 64 : i64} : memref<1280xi8>
// CHECK:         affine.parallel
// CHECK:           scf.for
// CHECK:             scf.forall
// CHECK:               memref.view %[[ALL]]
// CHECK-NOT:           memref.dealloc
// CHECK:         memref.dealloc %[[ALL]]
func.func @nested(%v: f32, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  affine.parallel (%i, %j) = (1, 0) to (3, 4) step (1, 2) {
    scf.for %k = %c0 to %n step %c1 {
      scf.forall (%l) in (5) {
        %t = memref.alloc() : memref<16xf32>
        memref.store %v, %t[%l] : memref<16xf32>
        memref.dealloc %t : memref<16xf32>
      }
    }
  }
  return
}

// CHECK-LABEL: func.func @bounded(
// CHECK:         memref.alloc() {alignment = 64 : i64} : memref<512xi8>
// CHECK:         scf.forall (%[[I:.*]]) in (8)
// CHECK:           %[[OWN:.*]] = memref.view {{.*}} to memref<28xi8>
// CHECK:           memref.view %[[OWN]]{{.*}}[%[[I]]] : memref<28xi8> to memref<?xf32>
func.func @bounded(%v: f32, %i: index) {
  scf.forall (%k) in (8) {
    %a = memref.alloc(%k) : memref<?xf32>
    memref.store %v, %a[%i] : memref<?xf32>
  }
  return
}
