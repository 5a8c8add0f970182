// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=symbol | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=symbol | mlir-opt --finalize-memref-to-llvm --convert-func-to-llvm --convert-arith-to-llvm --convert-cf-to-llvm --reconcile-unrealized-casts | FileCheck %s --check-prefix=LLVM

// A public global without a value: the linker says where it is.

// CHECK: memref.global @__idealloc_arena : memref<64xi8> {alignment = 64 : i64}
// LLVM:  llvm.mlir.global external @__idealloc_arena() {{.*}}alignment = 64 : i64} : !llvm.array<64 x i8>
// CHECK-LABEL: func.func @single(
// CHECK-NEXT:    %[[ARENA:.*]] = memref.get_global @__idealloc_arena : memref<64xi8>
// CHECK:         memref.view %[[ARENA]]
func.func @single(%v: f32, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<64xi8> to memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}
