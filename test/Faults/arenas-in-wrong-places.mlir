// RUN: not %idealloc-opt %s --split-input-file --idealloc-lower-to-memref 2>&1 | FileCheck %s

// CHECK: error: 'idealloc.arena' op (A2) alignment -9223372036854775808 is not a power of two
func.func @f(%v: f32) {
  %arena = idealloc.arena {alignment = -9223372036854775808 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 2 : memref<64xi8> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  return
}

// -----

// CHECK: error: must stand in the first block of its function, or it would be memory anew for each run of scf.for
func.func @f(%n: index, %v: f32, %c0: index, %c1: index) {
  scf.for %k = %c0 to %n step %c1 {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
    %a = idealloc.slice %arena[0] slot 0 live 2 to 5 : memref<64xi8> to memref<16xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  return
}
