// A program of one's own, in every configuration.

// RUN: idealloc-fuzz %s --all-configurations --pipeline-options='alignment=128' | FileCheck %s
// CHECK: 1 programs, {{[0-9][0-9]+}} planned runs compared, 0 storages
// CHECK-NEXT: 2 buffers planned, 0 of them
// CHECK: 0 findings

func.func @main(%out: memref<16xi64>, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xi64>
  %b = memref.alloc() : memref<16xi64>
  memref.copy %out, %a : memref<16xi64> to memref<16xi64>
  scf.for %i = %c0 to %n step %c1 {
    memref.copy %a, %b : memref<16xi64> to memref<16xi64>
    linalg.add ins(%a, %b : memref<16xi64>, memref<16xi64>)
              outs(%a : memref<16xi64>)
  }
  memref.copy %a, %out : memref<16xi64> to memref<16xi64>
  return
}
