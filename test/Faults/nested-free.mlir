// A buffer that a callee's callee frees is freed once.

// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc,%lowering)' | %run-main | FileCheck %s

// CHECK: 1
func.func private @printI64(i64)
func.func private @printNewline()
func.func private @release(%m: memref<8xi64>) {
  memref.dealloc %m : memref<8xi64>
  return
}
func.func private @last(%m: memref<8xi64>) -> i64 attributes {idealloc.noretain} {
  %c0 = arith.constant 0 : index
  %v = memref.load %m[%c0] : memref<8xi64>
  call @release(%m) : (memref<8xi64>) -> ()
  return %v : i64
}
func.func @main() attributes {llvm.emit_c_interface} {
  %one = arith.constant 1 : i64
  %a = memref.alloc() : memref<8xi64>
  %b = memref.alloc() : memref<8xi64>
  linalg.fill ins(%one : i64) outs(%a : memref<8xi64>)
  linalg.fill ins(%one : i64) outs(%b : memref<8xi64>)
  %w = call @last(%b) : (memref<8xi64>) -> i64
  %v = call @last(%a) : (memref<8xi64>) -> i64
  call @printI64(%v) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}
