// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc{storage=argument shorten=false schedule=off},%lowering)' | FileCheck %s --check-prefix=CIFACE
// RUN: idealloc-opt %s --pass-pipeline='builtin.module(idealloc{storage=argument shorten=false schedule=off},convert-linalg-to-loops,convert-scf-to-cf,convert-cf-to-llvm,convert-arith-to-llvm,finalize-memref-to-llvm,convert-func-to-llvm{use-bare-ptr-memref-call-conv=true},reconcile-unrealized-casts)' | FileCheck %s --check-prefix=BARE

// The argument keeps its size and alignment where it is one pointer: in the
// wrapper of the C interface, and as a bare pointer.

// CIFACE: llvm.func @_mlir_ciface_f({{.*}}: !llvm.ptr {idealloc.arena = {alignment = 64 : i64, bytes = 32 : i64}})
// BARE:   llvm.func @f({{.*}}: !llvm.ptr {idealloc.arena = {alignment = 64 : i64, bytes = 32 : i64}})
func.func @f(%v: f32, %x: memref<8xf32>) attributes {llvm.emit_c_interface} {
  %a = memref.alloc() : memref<8xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<8xf32>)
  memref.copy %a, %x : memref<8xf32> to memref<8xf32>
  return
}
