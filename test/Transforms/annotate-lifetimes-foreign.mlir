// RUN: %idealloc-opt %s --idealloc --remarks-filter=idealloc 2>&1 | FileCheck %s

// Bodies that run on other threads or devices: nothing in them is planned, and
// what they access is not either.

// CHECK: NotPlanned | {{.*}}Function=in_omp_parallel{{.*}}'omp.parallel'
// CHECK: NotPlanned | {{.*}}Function=used_in_omp_parallel{{.*}}'omp.parallel'
// CHECK-LABEL: func.func @in_omp_parallel
// CHECK: memref.alloc() : memref<16xf32>
func.func @in_omp_parallel(%v: f32) {
  omp.parallel {
    %a = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    omp.terminator
  }
  return
}

// CHECK-LABEL: func.func @used_in_omp_parallel
// CHECK: memref.alloc() : memref<16xf32>
func.func @used_in_omp_parallel(%v: f32) {
  %a = memref.alloc() : memref<16xf32>
  omp.parallel {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    omp.terminator
  }
  return
}
