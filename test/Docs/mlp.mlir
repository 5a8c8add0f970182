// RUN: %idealloc-opt %s --idealloc=lower=false | FileCheck %s

// The program of README.md.
//
// CHECK: bytes = 20480 : i64, load = 20480 : i64

func.func @mlp(%x: memref<16x64xf32>, %w0: memref<64x256xf32>, %w1: memref<256x64xf32>,
               %w2: memref<64x256xf32>, %w3: memref<256x10xf32>, %y: memref<16x10xf32>) {
  %zero = arith.constant 0.0 : f32
  %h0 = memref.alloc() : memref<16x256xf32>
  linalg.fill ins(%zero : f32) outs(%h0 : memref<16x256xf32>)
  linalg.matmul ins(%x, %w0 : memref<16x64xf32>, memref<64x256xf32>) outs(%h0 : memref<16x256xf32>)
  %h1 = memref.alloc() : memref<16x64xf32>
  linalg.fill ins(%zero : f32) outs(%h1 : memref<16x64xf32>)
  linalg.matmul ins(%h0, %w1 : memref<16x256xf32>, memref<256x64xf32>) outs(%h1 : memref<16x64xf32>)
  %h2 = memref.alloc() : memref<16x256xf32>
  linalg.fill ins(%zero : f32) outs(%h2 : memref<16x256xf32>)
  linalg.matmul ins(%h1, %w2 : memref<16x64xf32>, memref<64x256xf32>) outs(%h2 : memref<16x256xf32>)
  linalg.fill ins(%zero : f32) outs(%y : memref<16x10xf32>)
  linalg.matmul ins(%h2, %w3 : memref<16x256xf32>, memref<256x10xf32>) outs(%y : memref<16x10xf32>)
  return
}
