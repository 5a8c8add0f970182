// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=address | mlir-opt --finalize-memref-to-llvm --convert-func-to-llvm --convert-arith-to-llvm --reconcile-unrealized-casts | FileCheck %s
// RUN: sed 's/base = 268435456, //' %s | not idealloc-opt --idealloc-lower-to-memref=storage=address 2>&1 | FileCheck %s --check-prefix=NOBASE
// RUN: sed 's/268435456/268435464/' %s | not idealloc-opt --idealloc-lower-to-memref=storage=address 2>&1 | FileCheck %s --check-prefix=ALIGNED
// RUN: sed 's/, 1>/, "L1">/; s/xi8, 1>/xi8, "L1">/g; s/xf32, 1>/xf32, "L1">/g' %s | not idealloc-opt --idealloc-lower-to-memref=storage=address 2>&1 | FileCheck %s --check-prefix=NUMBER

// The base of the memory as a pointer: nothing is left to lower by the user.

// NOBASE: error: memory space 1 : i64 has no base, which storage=address needs; describe it with #idealloc.memory or memories=FILE
// ALIGNED: error: the base 268435464 of memory space 1 : i64 is not aligned to 64 bytes, as its arena must be
// NUMBER: error: memory space "L1" is no number, which storage=address needs as it makes pointers
module attributes {idealloc.memories = [{base = 268435456, bytes = 64, space = 1}]} {
  // CHECK-LABEL: llvm.func @single(
  // CHECK:         %[[BASE:.*]] = llvm.mlir.constant(268435456 : i64) : i64
  // CHECK:         llvm.inttoptr %[[BASE]] : i64 to !llvm.ptr<1>
  // CHECK-NOT:     unrealized_conversion_cast
  func.func @single(%v: f32, %i: index) {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
    %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<64xi8, 1> to memref<16xf32, 1>
    memref.store %v, %a[%i] : memref<16xf32, 1>
    return
  }
}
