// A program that reads memory it has not written is turned down as it is.

// RUN: not idealloc-fuzz %s | FileCheck %s
// CHECK: undefined in stage reference
// CHECK: the outputs of vector 0 depend on what fresh memory holds

func.func @main(%out: memref<16xi64>) {
  %a = memref.alloc() : memref<16xi64>
  memref.copy %a, %out : memref<16xi64> to memref<16xi64>
  return
}
