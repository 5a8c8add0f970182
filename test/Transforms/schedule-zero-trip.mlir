// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order | FileCheck %s

// A loop that may not run overwrites nothing: what it writes was written before.

// CHECK-LABEL: @may_not_run
// CHECK: linalg.exp
// CHECK: linalg.reduce
// CHECK: linalg.fill
// CHECK: scf.for
// CHECK: linalg.reduce
func.func @may_not_run(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>, %v: f32, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<64xf32>)
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  scf.for %i = %c0 to %n step %c1 {
    memref.copy %x, %b : memref<64xf32> to memref<64xf32>
  }
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  return
}
