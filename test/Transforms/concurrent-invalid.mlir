// RUN: idealloc-opt %s --split-input-file --pass-pipeline='builtin.module(idealloc-annotate-lifetimes{concurrent=@a,b})' --verify-diagnostics
// RUN: not idealloc-opt %s --split-input-file --pass-pipeline='builtin.module(idealloc-annotate-lifetimes{concurrent=@none})' 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not idealloc-opt %s --split-input-file --pass-pipeline='builtin.module(idealloc-annotate-lifetimes{concurrent=@a})' 2>&1 | FileCheck %s --check-prefix=ONE
// RUN: not idealloc-opt %s --split-input-file --idealloc='concurrent=@a,@b program=false' 2>&1 | FileCheck %s --check-prefix=FALSE

// Both would use the bytes of one function at once.

// NONE: error: concurrent names 'none', and no function with a body is called that
// ONE: error: is the only function that may run at the same time as others; name them all with concurrent=@A,@B
// FALSE: error: cannot be kept apart from what runs at the same time: program=false plans each function alone

// expected-note @+1 {{it is here}}
func.func private @leaf(%x: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  memref.copy %t, %x : memref<16xf32> to memref<16xf32>
  return
}
func.func @a(%x: memref<16xf32>) {
  call @leaf(%x) : (memref<16xf32>) -> ()
  return
}
// expected-error @+1 {{may run at the same time as 'a', but the buffers of 'leaf' belong to both}}
func.func @b(%x: memref<16xf32>) {
  call @leaf(%x) : (memref<16xf32>) -> ()
  return
}

// -----

// An arena of an earlier plan is not apart.

// expected-error @+1 {{cannot be kept apart from what runs at the same time: an earlier plan has left an arena in the module}}
func.func @a(%x: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %s = idealloc.slice %arena[0] slot 0 live 1 to 4 : memref<64xi8> to memref<16xf32>
  memref.copy %x, %s : memref<16xf32> to memref<16xf32>
  return
}
func.func @b(%x: memref<16xf32>) {
  return
}
