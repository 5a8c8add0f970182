// A program that frees memory twice is turned down as it is.

// RUN: not idealloc-fuzz %s | FileCheck %s
// CHECK: freed memory twice

func.func @main(%out: memref<16xi64>) {
  %a = memref.alloc() : memref<4xi64>
  memref.dealloc %a : memref<4xi64>
  memref.dealloc %a : memref<4xi64>
  return
}
