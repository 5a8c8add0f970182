// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// An offset without an arena to hold the buffer. One fault per split, named by the
// function. Buffers take 64 bytes.

// The function was not planned.
func.func @no_arenas(%v: f32, %out: memref<16xf32>) {
  // expected-error @below {{has an offset, but its function has no arena in memory space 'default'}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// There is one, but in another space.
func.func @no_arena_in_space(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{has an offset, but its function has no arena in memory space '1'}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 1>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It ends behind the arena.
func.func @out_of_arena(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{its 64 bytes at offset 64 do not lie inside the arena of 64 bytes}}
  %a = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It is larger than the arena.
func.func @larger_than_arena(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{its 68 bytes at offset 0 do not lie inside the arena of 64 bytes}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<17xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Nobody knows where it ends.
func.func @dynamic_size(%n: index) attributes {idealloc.arenas = #one} {
  // expected-error @below {{has an offset, but 'memref<?xf32>' has no known size in bytes}}
  %a = memref.alloc(%n) {idealloc.offset = 0} : memref<?xf32>
  return
}
