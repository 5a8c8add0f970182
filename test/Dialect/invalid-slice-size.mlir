// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

// Slices: (S7), a size that is known.

func.func @s7_dynamic_size() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S7) must have a static size and a strided layout, not 'memref<?xf32>'}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<100xi8> to memref<?xf32>
  return
}

// -----

func.func @s7_tiled_layout() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<512xi8>
  // expected-error @+1 {{(S7) must have a static size and a strided layout, not}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<512xi8> to memref<8x8xf32, affine_map<(i, j) -> (i floordiv 4, j floordiv 4, i mod 4, j mod 4)>>
  return
}

// -----

func.func @s7_elements_of_unknown_size() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<512xi8>
  // expected-error @+1 {{(S7) must have a static size and a strided layout, not}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<512xi8> to memref<1xmemref<4xf32>>
  return
}
