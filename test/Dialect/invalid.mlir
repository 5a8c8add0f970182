// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

//===----------------------------------------------------------------------===//
// Lifetimes: (L1) to (L3)
//===----------------------------------------------------------------------===//

func.func @l1_no_interval() {
  // expected-error @+1 {{expected integer value}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<>} : memref<4xf32>
  return
}

// -----

func.func @l1_half_an_interval() {
  // expected-error @+1 {{expected 'to'}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3>} : memref<4xf32>
  return
}

// -----

func.func @l2_begins_before_0() {
  // expected-error @+1 {{lifetime has a live interval that begins before tick 0, at -1}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<-1 to 3>} : memref<4xf32>
  return
}

// -----

func.func @l2_empty_interval() {
  // expected-error @+1 {{lifetime has an empty live interval [4, 4)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 4>} : memref<4xf32>
  return
}

// -----

func.func @l2_ends_before_it_begins() {
  // expected-error @+1 {{lifetime has an empty live interval [9, 5)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4, 9 to 5>} : memref<4xf32>
  return
}

// -----

func.func @l3_descending() {
  // expected-error @+1 {{lifetime has live intervals that do not ascend with a gap between them: [8, 9) and [1, 2)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 9, 1 to 2>} : memref<4xf32>
  return
}

// -----

func.func @l3_touching() {
  // expected-error @+1 {{lifetime has live intervals that do not ascend with a gap between them: [1, 2) and [2, 3)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 2 to 3>} : memref<4xf32>
  return
}

// -----

//===----------------------------------------------------------------------===//
// Arenas: (A1) to (A3)
//===----------------------------------------------------------------------===//

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

// -----

func.func @a3_slots_clash() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<128xi8>
  // expected-note @+1 {{slot 0 occupies bytes [0, 64)}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<128xi8> to memref<64xi8>
  // expected-error @+1 {{(A3) shares bytes [32, 64) with another slot while both are live, from tick 4}}
  %b = idealloc.slice %arena[32] slot 1 live 4 to 9 : memref<128xi8> to memref<64xi8>
  return
}

// -----

func.func @a3_slots_clash_from_below() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<128xi8>
  // expected-note @+1 {{slot 0 occupies bytes [32, 96)}}
  %a = idealloc.slice %arena[32] slot 0 live 0 to 5 : memref<128xi8> to memref<64xi8>
  // expected-error @+1 {{(A3) shares bytes [32, 33) with another slot while both are live, from tick 4}}
  %b = idealloc.slice %arena[0] slot 1 live 4 to 9 : memref<128xi8> to memref<33xi8>
  return
}

// -----

func.func @a3_later_interval_clashes() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{(A3) shares bytes [0, 64) with another slot while both are live, from tick 8}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 2, 8 to 9 : memref<64xi8> to memref<64xi8>
  // expected-note @+1 {{slot 1 occupies bytes [0, 64)}}
  %b = idealloc.slice %arena[0] slot 1 live 4 to 10 : memref<64xi8> to memref<64xi8>
  return
}

// -----

// The slices of one slot do not clash with each other, but all of them with others.
func.func @a3_hull_of_a_slot_clashes() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<128xi8>
  // expected-note @+1 {{slot 0 occupies bytes [0, 64)}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<128xi8> to memref<32xi8>
  %b = idealloc.slice %arena[0] slot 0 live 2 to 7 : memref<128xi8> to memref<64xi8>
  // expected-error @+1 {{(A3) shares bytes [48, 64) with another slot while both are live, from tick 6}}
  %c = idealloc.slice %arena[48] slot 1 live 6 to 9 : memref<128xi8> to memref<64xi8>
  return
}

// -----

//===----------------------------------------------------------------------===//
// Slices: (S1) to (S7)
//===----------------------------------------------------------------------===//

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

func.func @s3_offset_not_aligned_to_the_element() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S3) at offset 2 of an arena aligned to 64 is not aligned to 4 bytes}}
  %a = idealloc.slice %arena[2] slot 0 live 0 to 5 : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s3_offset_not_aligned_as_asked() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S3) at offset 32 of an arena aligned to 64 is not aligned to 64 bytes}}
  %a = idealloc.slice %arena[32] slot 0 live 0 to 5 {alignment = 64 : i64} : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s3_arena_aligned_too_little() {
  %arena = idealloc.arena {alignment = 2 : i64} : memref<100xi8>
  // expected-error @+1 {{(S3) at offset 0 of an arena aligned to 2 is not aligned to 4 bytes}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s3_alignment_not_a_power_of_two() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S3) alignment 12 is not a power of two}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 {alignment = 12 : i64} : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s4_other_memory_space() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8, 1>
  // expected-error @+1 {{(S4) must be a memref in the memory space of its arena, 'memref<100xi8, 1>', not 'memref<1xf32, 2>'}}
  %a = idealloc.slice %arena[0] slot 0 live 0 to 5 : memref<100xi8, 1> to memref<1xf32, 2>
  return
}

// -----

func.func @s5_empty_interval() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S5) has an empty live interval [5, 5)}}
  %a = idealloc.slice %arena[0] slot 0 live 5 to 5 : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s5_descending() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S5) has live intervals that do not ascend with a gap between them: [5, 6) and [1, 2)}}
  %a = idealloc.slice %arena[0] slot 0 live 5 to 6, 1 to 2 : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s5_begins_before_0() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S5) has a live interval that begins before tick 0, at -2}}
  %a = idealloc.slice %arena[0] slot 0 live -2 to 2 : memref<100xi8> to memref<1xf32>
  return
}

// -----

func.func @s5_no_interval() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S5) has no live interval}}
  %a = "idealloc.slice"(%arena) <{offset = 0 : i64, slot = 0 : i64, live = array<i64>}> : (memref<100xi8>) -> memref<1xf32>
  return
}

// -----

func.func @s5_half_an_interval() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-error @+1 {{(S5) has no live interval}}
  %a = "idealloc.slice"(%arena) <{offset = 0 : i64, slot = 0 : i64, live = array<i64: 1, 2, 3>}> : (memref<100xi8>) -> memref<1xf32>
  return
}

// -----

func.func @s6_slot_at_two_offsets() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  // expected-note @+1 {{the other slice is here}}
  %a = idealloc.slice %arena[0] slot 3 live 0 to 5 : memref<100xi8> to memref<1xf32>
  // expected-error @+1 {{(S6) of slot 3 is at offset 4, another slice of that slot at 0}}
  %b = idealloc.slice %arena[4] slot 3 live 0 to 5 : memref<100xi8> to memref<1xf32>
  return
}

// -----

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
