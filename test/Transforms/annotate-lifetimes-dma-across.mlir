// A DMA that is started in one block or iteration and waited for in another is in
// flight from the first start to the last wait of its tag.

// RUN: idealloc-opt %s -o %t.stated
// RUN: sed 's/{idealloc.lifetime = [^}]*}//' %s > %t.mlir
// RUN: %idealloc-opt %t.mlir --idealloc-annotate-lifetimes=memory-spaces=all -o %t.computed
// RUN: diff %t.stated %t.computed
// RUN: %idealloc-opt %t.mlir --idealloc=memory-spaces=all -o /dev/null

// A prologue, and the next transfer at the end of each iteration. Its tag is an
// argument.
func.func @prologue(%x: memref<64xf32>, %y: memref<16xf32>, %n: index, %t: memref<1xi32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 17>} : memref<16xf32, 1>
  %o = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 14>} : memref<16xf32, 1>
  memref.dma_start %x[%c0], %b[%c0], %c16, %t[%c0] : memref<64xf32>, memref<16xf32, 1>, memref<1xi32>
  scf.for %i = %c1 to %n step %c1 {
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
    linalg.exp ins(%b : memref<16xf32, 1>) outs(%o : memref<16xf32, 1>)
    memref.dma_start %x[%i], %b[%c0], %c16, %t[%c0] : memref<64xf32>, memref<16xf32, 1>, memref<1xi32>
    memref.copy %o, %y : memref<16xf32, 1> to memref<16xf32>
  }
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  return
}

// What -affine-pipeline-data-transfer makes: two halves in turn, by elements that no
// constant tells.
func.func @double_buffer(%x: memref<256xf32>, %y: memref<256xf32>) {
  %c7 = arith.constant 7 : index
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 23>} : memref<2x32xf32, 1>
  %t = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 19>} : memref<2x1xi32>
  affine.dma_start %x[%c0 * 32], %b[%c0 mod 2, 0], %t[%c0 mod 2, 0], %c32 : memref<256xf32>, memref<2x32xf32, 1>, memref<2x1xi32>
  affine.for %i = 1 to 8 {
    affine.dma_start %x[%i * 32], %b[%i mod 2, 0], %t[%i mod 2, 0], %c32 : memref<256xf32>, memref<2x32xf32, 1>, memref<2x1xi32>
    %k = affine.apply affine_map<(d0) -> (d0 - 1)>(%i)
    affine.dma_wait %t[%k mod 2, 0], %c32 : memref<2x1xi32>
    affine.for %j = 0 to 32 {
      %1 = affine.load %b[%i - ((%i - 1) floordiv 2) * 2 - 1, %j] : memref<2x32xf32, 1>
      %2 = arith.mulf %1, %1 : f32
      affine.store %2, %y[%j + %i * 32 - 32] : memref<256xf32>
    }
  }
  affine.dma_wait %t[%c7 mod 2, 0], %c32 : memref<2x1xi32>
  affine.for %j = 0 to 32 {
    %1 = affine.load %b[1, %j] : memref<2x32xf32, 1>
    affine.store %1, %y[%j + 224] : memref<256xf32>
  }
  return
}

// In both branches, and around blocks. What comes behind may have the bytes.
func.func @branches(%c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 12, 13 to 14>} : memref<16xf32, 1>
  %t = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 12, 13 to 14>} : memref<1xi32>
  scf.if %c {
    memref.dma_start %x[%c0], %a[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32, 1>, memref<1xi32>
  } else {
    memref.dma_start %y[%c0], %a[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32, 1>, memref<1xi32>
  }
  cf.cond_br %c, ^left, ^right
^left:
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  cf.br ^end
^right:
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  cf.br ^end
^end:
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<16 to 18>} : memref<16xf32, 1>
  memref.copy %x, %b : memref<16xf32> to memref<16xf32, 1>
  memref.copy %b, %y : memref<16xf32, 1> to memref<16xf32>
  return
}

// A transfer reads a buffer that is filled anew only when it is over: what fills it
// ends nothing.
func.func @out(%n: index, %v: f32, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 18>} : memref<16xf32, 1>
  %t = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 18>} : memref<1xi32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32, 1>)
  memref.dma_start %b[%c0], %y[%c0], %c16, %t[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<1xi32>
  scf.for %i = %c0 to %n step %c1 {
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32, 1>)
    memref.dma_start %b[%c0], %y[%c0], %c16, %t[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<1xi32>
  }
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  return
}

// A loop around it: none is under way when the inner one begins anew.
func.func @nested(%n: index, %v: f32, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.for %i = %c0 to %n step %c1 {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 13>} : memref<16xf32, 1>
    %t = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 13>} : memref<1xi32>
    memref.dma_start %b[%c0], %y[%c0], %c16, %t[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<1xi32>
    scf.for %j = %c0 to %n step %c1 {
      memref.dma_wait %t[%c0], %c16 : memref<1xi32>
      memref.dma_start %b[%c0], %y[%c0], %c16, %t[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<1xi32>
    }
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  }
  return
}

// Two elements that may be one, each waited for.
func.func @unknown_elements(%g: memref<16xf32>, %i: index, %j: index) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %tag = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<2xi32, 2>
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<16xf32, 1>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 9>} : memref<16xf32, 1>
  memref.dma_start %a[%c0], %g[%c0], %c16, %tag[%i] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_start %b[%c0], %g[%c0], %c16, %tag[%j] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_wait %tag[%i], %c16 : memref<2xi32, 2>
  memref.dma_wait %tag[%j], %c16 : memref<2xi32, 2>
  return
}
