// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s

// What stands behind an assertion stays there: it may never run. What stands before
// it and reads what others may see stays, too.


// CHECK: Function=kept | Before=512, {{.*}}Load=512, {{.*}}Moved=0
func.func @kept(%x: memref<64xf32>, %t: memref<f32> {llvm.noalias}, %c: i1) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  cf.assert %c, "no"
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  return
}

// CHECK: Function=moved | Before=512, {{.*}}Load=256, {{.*}}Moved=1
func.func @moved(%x: memref<64xf32>, %t: memref<f32> {llvm.noalias}, %c: i1) {
  cf.assert %c, "no"
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  return
}
