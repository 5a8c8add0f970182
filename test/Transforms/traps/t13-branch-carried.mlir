// T13. Branch-exclusive allocs that are loop-carried: iteration i may hold %t while
// iteration i+1 creates %e and reads %prev (= %t). They conflict.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Carried by the loop and read when the next one is there: both refused.
//
// CHECK-LABEL: func.func @t13_branch_carried(
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() : memref<16xf32>
func.func @t13_branch_carried(%n: index, %v: f32, %init: memref<16xf32>, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %init) -> (memref<16xf32>) {
    %m = arith.remui %i, %c2 : index
    %even = arith.cmpi eq, %m, %c0 : index
    %x = scf.if %even -> (memref<16xf32>) {
      // REMARK: :[[@LINE+1]]:12: remark: {{.*}} NotPlanned {{.*}} Culprit=linalg.add, Kind=carried,
      %t = memref.alloc() : memref<16xf32>
      linalg.add ins(%prev, %prev : memref<16xf32>, memref<16xf32>) outs(%t : memref<16xf32>)
      scf.yield %t : memref<16xf32>
    } else {
      // REMARK: :[[@LINE+1]]:12: remark: {{.*}} NotPlanned {{.*}} Culprit=linalg.transpose, Kind=carried,
      %e = memref.alloc() : memref<16xf32>
      linalg.transpose ins(%prev : memref<16xf32>) outs(%e : memref<16xf32>) permutation = [0]
      scf.yield %e : memref<16xf32>
    }
    scf.yield %x : memref<16xf32>
  }
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}
