// RUN: %idealloc-opt %s --idealloc='memory-spaces=all lower=false' | FileCheck %s --implicit-check-not='memref.alloc()'

// What -affine-pipeline-data-transfer makes of a double-buffered loop: its tag is
// used in several blocks.
// CHECK-LABEL: func.func @tiles(
// CHECK: idealloc.arena {{.*}} : memref<256xi8, 1>
// CHECK: idealloc.arena {{.*}} : memref<8xi8>
func.func @tiles(%x: memref<256xf32>, %y: memref<256xf32>) {
  %c7 = arith.constant 7 : index
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  %b = memref.alloc() : memref<2x32xf32, 1>
  %t = memref.alloc() : memref<2x1xi32>
  affine.dma_start %x[%c0 * 32], %b[%c0 mod 2, 0], %t[%c0 mod 2, 0], %c32 : memref<256xf32>, memref<2x32xf32, 1>, memref<2x1xi32>
  affine.for %i = 1 to 8 {
    affine.dma_start %x[%i * 32], %b[%i mod 2, 0], %t[%i mod 2, 0], %c32 : memref<256xf32>, memref<2x32xf32, 1>, memref<2x1xi32>
    %k = affine.apply affine_map<(d0) -> (d0 - 1)>(%i)
    affine.dma_wait %t[%k mod 2, 0], %c32 : memref<2x1xi32>
    affine.for %j = 0 to 32 {
      %v = affine.load %b[%i - ((%i - 1) floordiv 2) * 2 - 1, %j] : memref<2x32xf32, 1>
      %w = arith.mulf %v, %v : f32
      affine.store %w, %y[%j + %i * 32 - 32] : memref<256xf32>
    }
  }
  affine.dma_wait %t[%c7 mod 2, 0], %c32 : memref<2x1xi32>
  affine.for %j = 0 to 32 {
    %v = affine.load %b[1, %j] : memref<2x32xf32, 1>
    %w = arith.mulf %v, %v : f32
    affine.store %w, %y[%j + 224] : memref<256xf32>
  }
  memref.dealloc %t : memref<2x1xi32>
  memref.dealloc %b : memref<2x32xf32, 1>
  return
}

// A transfer before the loop, and the next one in each iteration: %b and %o live
// together.
// CHECK-LABEL: func.func @stream(
// CHECK: idealloc.arena {{.*}} : memref<256xi8, 1>
// CHECK: idealloc.arena {{.*}} : memref<4xi8>
func.func @stream(%x: memref<256xf32>, %y: memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  %c32 = arith.constant 32 : index
  %b = memref.alloc() : memref<32xf32, 1>
  %o = memref.alloc() : memref<32xf32, 1>
  %t = memref.alloc() : memref<1xi32>
  memref.dma_start %x[%c0], %b[%c0], %c32, %t[%c0] : memref<256xf32>, memref<32xf32, 1>, memref<1xi32>
  scf.for %i = %c1 to %c8 step %c1 {
    %k = arith.muli %i, %c32 : index
    memref.dma_wait %t[%c0], %c32 : memref<1xi32>
    linalg.exp ins(%b : memref<32xf32, 1>) outs(%o : memref<32xf32, 1>)
    memref.dma_start %x[%k], %b[%c0], %c32, %t[%c0] : memref<256xf32>, memref<32xf32, 1>, memref<1xi32>
    memref.copy %o, %y : memref<32xf32, 1> to memref<32xf32>
  }
  memref.dma_wait %t[%c0], %c32 : memref<1xi32>
  return
}
