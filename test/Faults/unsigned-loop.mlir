// What a loop that compares without sign allocates does not reach the next buffer.

// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc,%lowering)' | %run-main | FileCheck %s

// CHECK: 7
func.func private @printI64(i64)
func.func private @printNewline()
func.func private @f(%ub: i8) -> i64 {
  %zero = arith.constant 0 : index
  %c0 = arith.constant 0 : i8
  %c1 = arith.constant 1 : i8
  %seven = arith.constant 7 : i64
  %eight = arith.constant 8 : i64
  %kept = memref.alloc() {idealloc.pin = 1024} : memref<128xi64>
  linalg.fill ins(%seven : i64) outs(%kept : memref<128xi64>)
  scf.for unsigned %i = %c0 to %ub step %c1 : i8 {
    %n = arith.index_castui %i : i8 to index
    %a = memref.alloc(%n) : memref<?xi64>
    linalg.fill ins(%eight : i64) outs(%a : memref<?xi64>)
  }
  %r = memref.load %kept[%zero] : memref<128xi64>
  return %r : i64
}
func.func @main() attributes {llvm.emit_c_interface} {
  %ub = arith.constant 200 : i8
  %r = call @f(%ub) : (i8) -> i64
  call @printI64(%r) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}
