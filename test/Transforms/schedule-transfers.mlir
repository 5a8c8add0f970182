// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s

// Transfers and their waits keep their order with all that they could see.


// CHECK: Function=kept | Before=512, {{.*}}Load=512, {{.*}}Moved=0
func.func @kept(%x: memref<64xf32>, %t: memref<f32> {llvm.noalias}, %fast: memref<64xf32, 1>, %tag: memref<1xi32>, %i: index, %n: index) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  memref.dma_start %x[%i], %fast[%i], %n, %tag[%i] : memref<64xf32>, memref<64xf32, 1>, memref<1xi32>
  memref.dma_wait %tag[%i], %n : memref<1xi32>
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  return
}

// CHECK: Function=moved | Before=512, {{.*}}Load=256, {{.*}}Moved=1
func.func @moved(%x: memref<64xf32>, %t: memref<f32> {llvm.noalias}, %fast: memref<64xf32, 1>, %tag: memref<1xi32>, %i: index, %n: index) {
  memref.dma_start %x[%i], %fast[%i], %n, %tag[%i] : memref<64xf32>, memref<64xf32, 1>, memref<1xi32>
  memref.dma_wait %tag[%i], %n : memref<1xi32>
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  return
}
