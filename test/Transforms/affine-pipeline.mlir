// The output of upstream's pass itself, of a loop that copies tile by tile, is planned.
// RUN: mlir-opt %s --pass-pipeline='builtin.module(func.func(affine-pipeline-data-transfer))' | idealloc-opt --idealloc='memory-spaces=all lower=false' | FileCheck %s

// CHECK: %[[HALVES:.*]] = idealloc.slice %{{.*}} : memref<256xi8, 1> to memref<2x32xf32, 1>
// CHECK: affine.dma_start %{{.*}}, %[[HALVES]][
// CHECK: affine.for
// CHECK-NEXT: affine.dma_start %{{.*}}, %[[HALVES]][
func.func @tiles(%x: memref<256xf32>, %y: memref<256xf32>) {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  affine.for %i = 0 to 8 {
    %b = memref.alloc() : memref<32xf32, 1>
    %t = memref.alloc() : memref<1xi32>
    affine.dma_start %x[%i * 32], %b[0], %t[0], %c32 : memref<256xf32>, memref<32xf32, 1>, memref<1xi32>
    affine.dma_wait %t[0], %c32 : memref<1xi32>
    affine.for %j = 0 to 32 {
      %v = affine.load %b[%j] : memref<32xf32, 1>
      affine.store %v, %y[%j + %i * 32] : memref<256xf32>
    }
  }
  return
}
