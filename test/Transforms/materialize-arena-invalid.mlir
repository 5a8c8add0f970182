// RUN: idealloc-opt %s --idealloc-materialize-arena --split-input-file --verify-diagnostics

// expected-error @+1 {{has a stale plan, run idealloc-annotate-lifetimes and idealloc-assign-offsets again: it was planned with 3 ticks and now has 4}}
func.func @op_added(%v: f32, %i: index) attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 3}]} {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 0} : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// -----

// expected-error @+1 {{it was planned with 4 ticks and now has 3}}
func.func @op_removed(%v: f32, %i: index) attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 4}]} {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 0} : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// -----

func.func @no_arenas() {
  // expected-error @+1 {{has a stale plan, run idealloc-annotate-lifetimes and idealloc-assign-offsets again: the function has no arena in its memory space}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 0} : memref<16xf32>
  return
}

// -----

func.func @no_arena_in_the_space() attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 1, status = "optimal", ticks = 2}]} {
  // expected-error @+1 {{the function has no arena in its memory space}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 0} : memref<16xf32, 2>
  return
}

// -----

func.func @offset_without_lifetime() attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 2}]} {
  // expected-error @+1 {{it has an offset and no lifetime}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  return
}

// -----

func.func @offset_out_of_the_arena() attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 2}]} {
  // expected-error @+1 {{its 64 bytes at offset 64 do not lie inside the arena of 64 bytes}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 64} : memref<16xf32>
  return
}

// -----

func.func @buffer_has_grown() attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 2}]} {
  // expected-error @+1 {{its 68 bytes at offset 0 do not lie inside the arena of 64 bytes}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 0} : memref<17xf32>
  return
}

// -----

func.func @offset_misaligned() attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 2}]} {
  // expected-error @+1 {{has a stale plan, run idealloc-annotate-lifetimes and idealloc-assign-offsets again: its offset 2 is not aligned to 4 bytes}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 2} : memref<4xf32>
  return
}

// -----

func.func @alignment_has_grown() attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 2}]} {
  // expected-error @+1 {{has a stale plan, run idealloc-annotate-lifetimes and idealloc-assign-offsets again: its alignment 128 exceeds that of the arena, 64}}
  %a = memref.alloc() {alignment = 128, idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 0} : memref<4xf32>
  return
}

// -----

func.func @has_become_dynamic(%n: index) attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 2}]} {
  // expected-error @+1 {{has a stale plan}}
  %a = memref.alloc(%n) {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 0} : memref<?xf32>
  return
}

// -----

func.func @frees_planned_or_unplanned(%c: i1, %m: memref<16xf32>) attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 4}]} {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 0} : memref<16xf32>
  %s = arith.select %c, %a, %m : memref<16xf32>
  // expected-error @+1 {{has a stale plan, run idealloc-annotate-lifetimes and idealloc-assign-offsets again: it may free both planned and unplanned memory}}
  memref.dealloc %s : memref<16xf32>
  return
}
