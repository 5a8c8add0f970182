// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

// Arenas: (A3), slices of different slots that clash.

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
