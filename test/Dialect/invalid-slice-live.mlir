// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

// Slices: (S5), the live intervals, and (S6), the offset of a slot.

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
