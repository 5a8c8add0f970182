// The pipeline makes allocations static first, unless lifetimes are given: those
// are of the IR as it is.

// RUN: %idealloc-opt %s --idealloc=lower=false | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='lower=false bound-bytes=63' | FileCheck %s --check-prefix=LEFT
// RUN: %idealloc-opt %s --idealloc='lower=false lifetimes=given' | FileCheck %s --check-prefix=LEFT

// CHECK: %[[BYTES:.*]] = idealloc.slice %{{.*}}[0] {{.*}} to memref<64xi8>
// CHECK: memref.view %[[BYTES]]
// LEFT:  memref.alloc(
func.func @pipeline(%n: index, %v: f32, %i: index) {
  %c16 = arith.constant 16 : index
  %m = arith.minsi %n, %c16 : index
  %a = memref.alloc(%m) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}
