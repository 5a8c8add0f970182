// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order | FileCheck %s

// A deallocation stands behind all that may access what it frees, planned or not,
// and as early as that allows.

// CHECK-LABEL: @frees
// CHECK: linalg.exp
// CHECK: linalg.reduce {{.*}}ins(%[[A:[a-z_0-9]+]] :
// CHECK-NEXT: memref.dealloc %[[A]]
// CHECK: %[[S:[0-9]+]] = arith.select
// CHECK: memref.copy %{{.*}}, %[[S]]
// CHECK-NEXT: memref.dealloc %[[S]]
func.func @frees(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>, %c: i1, %m: memref<64xf32>) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  %d = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  %either = arith.select %c, %d, %m : memref<64xf32>
  memref.copy %b, %either : memref<64xf32> to memref<64xf32>
  memref.dealloc %either : memref<64xf32>
  memref.dealloc %a : memref<64xf32>
  memref.dealloc %b : memref<64xf32>
  return
}
