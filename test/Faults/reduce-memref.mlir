// A function returns its argument through a reduction.

// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc,%lowering)' | %run-main | FileCheck %s

// CHECK: 21
func.func private @printI64(i64)
func.func private @printNewline()
memref.global "private" @other : memref<8xi64> = dense<9>
func.func private @pick(%m: memref<8xi64>) -> memref<8xi64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.get_global @other : memref<8xi64>
  %r = scf.parallel (%i) = (%c0) to (%c1) step (%c1) init (%n) -> memref<8xi64> {
    scf.reduce(%m : memref<8xi64>) {
    ^bb0(%l: memref<8xi64>, %q: memref<8xi64>):
      scf.reduce.return %q : memref<8xi64>
    }
  }
  return %r : memref<8xi64>
}
func.func private @sum(%a: memref<8xi64>) -> i64 {
  %c0 = arith.constant 0 : index
  %v = memref.load %a[%c0] : memref<8xi64>
  return %v : i64
}
func.func @main() attributes {llvm.emit_c_interface} {
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %a = memref.alloc() : memref<8xi64>
  linalg.fill ins(%one : i64) outs(%a : memref<8xi64>)
  %r = call @pick(%a) : (memref<8xi64>) -> memref<8xi64>
  %b = memref.alloc() : memref<8xi64>
  linalg.fill ins(%two : i64) outs(%b : memref<8xi64>)
  %s = call @sum(%b) : (memref<8xi64>) -> i64
  %t = call @sum(%r) : (memref<8xi64>) -> i64
  call @printI64(%s) : (i64) -> ()
  call @printI64(%t) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}
