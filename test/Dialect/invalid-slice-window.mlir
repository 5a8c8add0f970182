// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

// Slices: (S1), what they are slices of, (S2), the bytes, and (S4), the memory space.

func.func @s1_not_an_arena(%arena: memref<64xi8>) {
  // expected-error @+1 {{'idealloc.slice' op (S1) must take its window of the result of an 'idealloc.arena'}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<64xi8> to memref<64xi8>
  return
}

// -----

func.func @s1_slice_of_a_slice() {
  %arena = idealloc.arena : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<64xi8> to memref<64xi8>
  // expected-error @+1 {{(S1) must take its window of the result of an 'idealloc.arena'}}
  %b = idealloc.slice %a[0] slot 0 live 0 to 5 : memref<64xi8> to memref<64xi8>
  return
}

// -----

func.func @s2_ends_outside() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S2) of 64 bytes at offset 64 does not lie inside the arena of 100 bytes}}
  %a = idealloc.slice %arena[64] slot 0 live 0 to 5 : memref<100xi8> to memref<16xf32>
  return
}

// -----

func.func @s2_begins_outside() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S2) of 4 bytes at offset -4 does not lie inside the arena of 100 bytes}}
  %a = idealloc.slice %arena[-4] slot 0 live 0 to 5 : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s2_overflows() {
  %arena = idealloc.arena : memref<100xi8>
  // expected-error @+1 {{(S2) of 4 bytes at offset 9223372036854775807 does not lie inside the arena of 100 bytes}}
  %a = idealloc.slice %arena[9223372036854775807] slot 0 live 0 to 5 : memref<100xi8> to memref<4xi8>
  return
}

// -----

func.func @s2_larger_than_the_arena() {
  %arena = idealloc.arena {alignment = 4 : i64} : memref<100xi8>
  // expected-error @+1 {{(S2) of 128 bytes at offset 0 does not lie inside the arena of 100 bytes}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<100xi8> to memref<32xf32>
  return
}

// -----

func.func @s4_other_memory_space() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8, 1>
  // expected-error @+1 {{(S4) must be a memref in the memory space of its arena, 'memref<100xi8, 1>', not 'memref<1xf32, 2>'}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<100xi8, 1> to memref<1xf32, 2>
  return
}
