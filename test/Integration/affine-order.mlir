// Affine passes take two memref values for memory that never overlaps. Before
// planning that holds; the plan that comes behind them keeps the numbers.

// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(func.func(affine-loop-fusion),func.func(affine-loop-invariant-code-motion),idealloc,%lowering)' | %run-main | FileCheck %s
// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc,%lowering)' | %run-main | FileCheck %s

// CHECK: 9
// CHECK-NEXT: 1
func.func private @printI64(i64)
func.func private @printNewline()
func.func private @f(%in: memref<8xi64>, %y: memref<8xi64>, %out: memref<8xi64>) {
  %nine = arith.constant 9 : i64
  %a = memref.alloc() : memref<8xi64>
  %t = memref.alloc() : memref<8xi64>
  %b = memref.alloc() : memref<8xi64>
  memref.copy %in, %a : memref<8xi64> to memref<8xi64>
  affine.for %i = 0 to 8 {
    %v = affine.load %a[7 - %i] : memref<8xi64>
    affine.store %v, %t[%i] : memref<8xi64>
  }
  affine.for %i = 0 to 8 {
    affine.store %nine, %b[%i] : memref<8xi64>
  }
  memref.copy %b, %y : memref<8xi64> to memref<8xi64>
  affine.for %i = 0 to 8 {
    %v = affine.load %t[%i] : memref<8xi64>
    affine.store %v, %out[%i] : memref<8xi64>
  }
  return
}
func.func @main() {
  %c3 = arith.constant 3 : index
  %one = arith.constant 1 : i64
  %x = memref.alloc() {idealloc.keep} : memref<8xi64>
  %y = memref.alloc() {idealloc.keep} : memref<8xi64>
  %z = memref.alloc() {idealloc.keep} : memref<8xi64>
  linalg.fill ins(%one : i64) outs(%x : memref<8xi64>)
  call @f(%x, %y, %z) : (memref<8xi64>, memref<8xi64>, memref<8xi64>) -> ()
  %v = memref.load %y[%c3] : memref<8xi64>
  %w = memref.load %z[%c3] : memref<8xi64>
  call @printI64(%v) : (i64) -> ()
  call @printNewline() : () -> ()
  call @printI64(%w) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}
