// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order | FileCheck %s

// Sums are rounded: what adds to one buffer keeps its order.

// CHECK-LABEL: @exp_first
// CHECK: linalg.exp
// CHECK-NEXT: linalg.reduce
// CHECK: linalg.log
// CHECK-NEXT: linalg.reduce
func.func @exp_first(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  return
}

// CHECK-LABEL: @log_first
// CHECK: linalg.log
// CHECK-NEXT: linalg.reduce
// CHECK: linalg.exp
// CHECK-NEXT: linalg.reduce
func.func @log_first(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  return
}
