// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

// Arenas: (A1), the type, and (A2), the alignment.

func.func @a1_no_bytes() {
  // expected-error @+1 {{'idealloc.arena' op (A1) must be a static memref<Nxi8> with N > 0, not 'memref<0xi8>'}}
  %arena = idealloc.arena : memref<0xi8>
  return
}

// -----

func.func @a1_dynamic() {
  // expected-error @+1 {{(A1) must be a static memref<Nxi8>}}
  %arena = idealloc.arena : memref<?xi8>
  return
}

// -----

func.func @a1_rank_2() {
  // expected-error @+1 {{(A1) must be a static memref<Nxi8>}}
  %arena = idealloc.arena : memref<8x8xi8>
  return
}

// -----

func.func @a1_unranked() {
  // expected-error @+1 {{'idealloc.arena' op result #0 must be memref of any type values, but got 'memref<*xi8>'}}
  %arena = "idealloc.arena"() : () -> memref<*xi8>
  return
}

// -----

func.func @a1_not_bytes() {
  // expected-error @+1 {{(A1) must be a static memref<Nxi8>}}
  %arena = idealloc.arena : memref<64xf32>
  return
}

// -----

func.func @a1_strided() {
  // expected-error @+1 {{(A1) must be a static memref<Nxi8>}}
  %arena = idealloc.arena : memref<64xi8, strided<[2]>>
  return
}

// -----

func.func @a1_not_a_memref() {
  // expected-error @+1 {{'idealloc.arena' op result #0 must be}}
  %arena = "idealloc.arena"() : () -> i32
  return
}

// -----

func.func @a2_alignment_not_a_power_of_two() {
  // expected-error @+1 {{(A2) alignment 48 is not a power of two}}
  %arena = idealloc.arena {alignment = 48 : i64} : memref<64xi8>
  return
}

// -----

func.func @a2_alignment_0() {
  // expected-error @+1 {{(A2) alignment 0 is not a power of two}}
  %arena = idealloc.arena {alignment = 0 : i64} : memref<64xi8>
  return
}

// -----

func.func @a2_alignment_negative() {
  // expected-error @+1 {{(A2) alignment -8 is not a power of two}}
  %arena = idealloc.arena {alignment = -8 : i64} : memref<64xi8>
  return
}
