// An arena that several threads share: none of them frees it, and in a gpu.func it
// is an attribution of the kernel in every storage.

// RUN: %idealloc-opt %s --idealloc-lower-to-memref | FileCheck %s --check-prefixes=CHECK,ALLOC
// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=global | FileCheck %s --check-prefixes=CHECK,GLOBAL
// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=argument | FileCheck %s --check-prefixes=CHECK,ARGUMENT
// RUN: not %idealloc-opt %s --idealloc-lower-to-memref=storage=alloca 2>&1 | FileCheck %s --check-prefix=STACK

module attributes {gpu.container_module} {
gpu.module @kernels {
  // CHECK: gpu.func @kernel(%{{.*}}: memref<16xf32>) workgroup(%[[ARENA:[a-z0-9]+]] : memref<128xi8, #gpu.address_space<workgroup>> {llvm.align = 64 : i64}) kernel
  gpu.func @kernel(%x: memref<16xf32>) kernel {
    %t = gpu.thread_id x
    %arena = idealloc.arena {alignment = 64 : i64} : memref<128xi8, #gpu.address_space<workgroup>>
    // CHECK: memref.view %[[ARENA]][%{{.*}}][] : memref<128xi8, #gpu.address_space<workgroup>> to memref<16xf32, #gpu.address_space<workgroup>>
    %a = idealloc.slice %arena[64] slot 0 live 0 to 9 : memref<128xi8, #gpu.address_space<workgroup>> to memref<16xf32, #gpu.address_space<workgroup>>
    %v = memref.load %x[%t] : memref<16xf32>
    memref.store %v, %a[%t] : memref<16xf32, #gpu.address_space<workgroup>>
    gpu.return
  }
}

// ARGUMENT: func.func @cores(%{{.*}}: f32, %[[ARENA:.*]]: memref<64xi8, 1> {idealloc.arena = {alignment = 64 : i64, bytes = 64 : i64}}) attributes {idealloc.threads}
func.func @cores(%v: f32) attributes {idealloc.threads} {
  // ALLOC: memref.alloc() {alignment = 64 : i64, idealloc.keep} : memref<64xi8, 1>
  // ALLOC-NOT: memref.dealloc
  // GLOBAL: memref.get_global @__idealloc_arena_1
  // STACK: :[[@LINE+1]]:12: error: {{.*}}is one for all threads of its function, each of which has a stack of its own; use storage=global, argument, symbol or address
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<64xi8, 1> to memref<16xf32, 1>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32, 1>)
  return
}

// The host's launch is as it was.
func.func @host(%x: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  gpu.launch_func @kernels::@kernel blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%x : memref<16xf32>)
  return
}
}
