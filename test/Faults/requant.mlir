// A narrower result lies over its operand, 256 bytes, where the op goes from front to back.

// RUN: %idealloc-opt %s --idealloc=lower=false | FileCheck %s --check-prefix=PLAN
// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc,%lowering)' | %run-main | FileCheck %s
// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(%lowering)' | %run-main | FileCheck %s

// PLAN-LABEL: func.func private @requant
// PLAN-SAME: bytes = 256
// PLAN-SAME: idealloc.order_bound = 256
// CHECK: 2016

#id = affine_map<(i) -> (i)>
func.func private @printI64(i64)
func.func private @printNewline()
func.func private @requant(%x: memref<64xi8>, %y: memref<64xi8>) attributes {idealloc.in_order} {
  %acc = memref.alloc() : memref<64xi32>
  %q = memref.alloc() : memref<64xi8>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : memref<64xi8>) outs(%acc : memref<64xi32>) {
  ^bb0(%p: i8, %o: i32):
    %r = arith.extsi %p : i8 to i32
    linalg.yield %r : i32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%acc : memref<64xi32>) outs(%q : memref<64xi8>) {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  memref.copy %q, %y : memref<64xi8> to memref<64xi8>
  return
}
func.func @main() attributes {llvm.emit_c_interface} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %zero = arith.constant 0 : i64
  %x = memref.alloc() {idealloc.keep} : memref<64xi8>
  %y = memref.alloc() {idealloc.keep} : memref<64xi8>
  scf.for %i = %c0 to %c64 step %c1 {
    %v = arith.index_cast %i : index to i8
    memref.store %v, %x[%i] : memref<64xi8>
  }
  call @requant(%x, %y) : (memref<64xi8>, memref<64xi8>) -> ()
  %sum = scf.for %i = %c0 to %c64 step %c1 iter_args(%s = %zero) -> (i64) {
    %v = memref.load %y[%i] : memref<64xi8>
    %w = arith.extsi %v : i8 to i64
    %t = arith.addi %s, %w : i64
    scf.yield %t : i64
  }
  call @printI64(%sum) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}
