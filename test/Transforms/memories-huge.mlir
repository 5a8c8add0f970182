// RUN: not idealloc-opt %s --idealloc='capacity=1:65536' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='lower=false' | FileCheck %s --check-prefix=SUM

// Sums of an account that no number holds are the largest there is.

// CHECK: error: globals and allocations that are not planned take 9223372036854775807 bytes of memory space '1', whose capacity is 65536
// SUM: idealloc.memories = [{arenas = 64 : i64, bytes = 9223372036854775807 : i64, globals = 9223372036854775807 : i64
memref.global "private" @a : memref<4611686018427387904xi8, 1> = uninitialized
memref.global "private" @b : memref<4611686018427387904xi8, 1> = uninitialized
func.func @net(%x: memref<16xf32, 1>) {
  %t = memref.alloc() : memref<16xf32, 1>
  memref.copy %x, %t : memref<16xf32, 1> to memref<16xf32, 1>
  memref.copy %t, %x : memref<16xf32, 1> to memref<16xf32, 1>
  return
}
