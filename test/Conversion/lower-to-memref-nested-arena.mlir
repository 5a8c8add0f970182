// RUN: idealloc-opt %s --idealloc-lower-to-memref --split-input-file --verify-diagnostics
// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=alloca --split-input-file --verify-diagnostics
// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=global --split-input-file --verify-diagnostics
// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=argument --split-input-file --verify-diagnostics

// An arena is the memory of one run of its function.

func.func @in_loop(%n: index, %v: f32, %c0: index, %c1: index) {
  scf.for %k = %c0 to %n step %c1 {
    // expected-error @+1 {{must stand in the first block of its function, or it would be memory anew for each run of scf.for}}
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
    %a = idealloc.slice %arena[0] slot 0 live 2 to 5 : memref<64xi8> to memref<16xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  return
}

// -----

func.func @in_block(%v: f32) {
  cf.br ^bb1
^bb1:
  // expected-error @+1 {{must stand in the first block of its function, or it would be memory anew for each run of its block}}
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 2 to 5 : memref<64xi8> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  return
}
