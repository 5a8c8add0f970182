// A loop with stores that do not depend on it. Behind a plan, passes that move such
// stores take two slices for memory that never overlaps; before it they may run.

// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(func.func(affine-loop-invariant-code-motion),idealloc,%lowering)' | %run-main | FileCheck %s

// CHECK: 12
func.func private @printI64(i64)
func.func private @printNewline()
func.func private @f(%c: i64, %d: i64, %out: memref<1xi64>, %out2: memref<1xi64>) {
  %a = memref.alloc() : memref<1xi64>
  %b = memref.alloc() : memref<1xi64>
  affine.for %i = 0 to 2 {
    affine.store %c, %b[0] : memref<1xi64>
    %t = memref.cast %b : memref<1xi64> to memref<?xi64>
    %o = memref.cast %out : memref<1xi64> to memref<?xi64>
    memref.copy %t, %o : memref<?xi64> to memref<?xi64>
    affine.store %d, %a[0] : memref<1xi64>
    %s = memref.cast %a : memref<1xi64> to memref<?xi64>
    %p = memref.cast %out2 : memref<1xi64> to memref<?xi64>
    memref.copy %s, %p : memref<?xi64> to memref<?xi64>
  }
  return
}
func.func @main() attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %x = memref.alloc() {idealloc.keep} : memref<1xi64>
  %y = memref.alloc() {idealloc.keep} : memref<1xi64>
  call @f(%one, %two, %x, %y) : (i64, i64, memref<1xi64>, memref<1xi64>) -> ()
  %v = memref.load %x[%c0] : memref<1xi64>
  %w = memref.load %y[%c0] : memref<1xi64>
  call @printI64(%v) : (i64) -> ()
  call @printI64(%w) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}
