// RUN: %idealloc-opt %s --idealloc=lower=false | FileCheck %s
// RUN: idealloc-opt %s --idealloc=lower=false --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// A critical section is over when the op is: what it accesses is accessed by the
// op, as with a loop whose iterations run concurrently.
//
// CHECK-LABEL: func.func @critical(
// CHECK: idealloc.slice %{{.*}}[0] slot 0 live 4 to 9
// CHECK: idealloc.slice %{{.*}}[0] slot 1 live 9 to 11
func.func @critical(%v: f32, %i: index, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  omp.critical {
    memref.store %v, %a[%i] : memref<16xf32>
    memref.copy %a, %y : memref<16xf32> to memref<16xf32>
    omp.terminator
  }
  memref.store %v, %b[%i] : memref<16xf32>
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}

// Those that other constructs run at a time of their own stay refused.
//
// REMARK: Function=parallel{{.*}}when the body of 'omp.parallel', which accesses it, runs is not known
func.func @parallel(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  omp.parallel {
    omp.critical {
      memref.store %v, %a[%i] : memref<16xf32>
      omp.terminator
    }
    omp.terminator
  }
  return
}
