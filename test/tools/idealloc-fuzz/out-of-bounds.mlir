// A program that writes out of bounds is turned down as it is.

// RUN: not idealloc-fuzz %s | FileCheck %s
// CHECK: reference in stage reference
// CHECK: wrote out of the bounds of a block of 32 bytes

func.func @main(%out: memref<16xi64>) {
  %c5 = arith.constant 5 : index
  %v = arith.constant 1 : i64
  %a = memref.alloc() : memref<4xi64>
  memref.store %v, %a[%c5] : memref<4xi64>
  return
}
