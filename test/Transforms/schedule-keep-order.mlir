// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s

// Nothing passes an op with idealloc.keep_order; a function with it is left alone.

// CHECK-NOT: Function=function
// CHECK: Function=op | Before=512, {{.*}}Load=512, {{.*}}Moved=0
func.func @op(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log {idealloc.keep_order} ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  return
}

func.func @function(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>) attributes {idealloc.keep_order} {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  return
}
