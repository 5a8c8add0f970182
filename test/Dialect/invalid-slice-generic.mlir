// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

// The arena is verified before its slices, which may lack anything.

func.func @no_live() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{requires attribute 'live'}}
  %a = "idealloc.slice"(%arena) {offset = 0 : i64, slot = 0 : i64} : (memref<64xi8>) -> memref<16xf32>
  return
}

// -----

func.func @no_offset() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{requires attribute 'offset'}}
  %a = "idealloc.slice"(%arena) {slot = 0 : i64, live = array<i64: 0, 1>} : (memref<64xi8>) -> memref<16xf32>
  return
}

// -----

func.func @no_slot() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{requires attribute 'slot'}}
  %a = "idealloc.slice"(%arena) {offset = 0 : i64, live = array<i64: 0, 1>} : (memref<64xi8>) -> memref<16xf32>
  return
}

// -----

func.func @no_memref() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{result #0 must be memref of any type values, but got 'f32'}}
  %a = "idealloc.slice"(%arena) {offset = 0 : i64, slot = 0 : i64, live = array<i64: 0, 1>} : (memref<64xi8>) -> f32
  return
}

// -----

func.func @no_result() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{requires one result}}
  "idealloc.slice"(%arena) {offset = 0 : i64, slot = 0 : i64, live = array<i64: 0, 1>} : (memref<64xi8>) -> ()
  return
}

// -----

func.func @two_arenas() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{requires a single operand}}
  %a = "idealloc.slice"(%arena, %arena) {offset = 0 : i64, slot = 0 : i64, live = array<i64: 0, 1>} : (memref<64xi8>, memref<64xi8>) -> memref<16xf32>
  return
}

// -----

func.func @smallest_alignment() {
  // expected-error @+1 {{(A2) alignment -9223372036854775808 is not a power of two}}
  %arena = idealloc.arena {alignment = -9223372036854775808 : i64} : memref<64xi8>
  return
}

// -----

// A slice that comes before its arena is verified first.
func.func @arena_is_no_memref() {
  cf.br ^late
^early:
  // expected-error @+1 {{operand #0 must be memref of any type values, but got 'f32'}}
  %a = "idealloc.slice"(%arena) {offset = 0 : i64, slot = 0 : i64, live = array<i64: 0, 1>} : (f32) -> memref<16xf32>
  return
^late:
  %arena = "idealloc.arena"() {alignment = 64 : i64} : () -> f32
  cf.br ^early
}
