// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// An offset or an arena that is not aligned enough. One fault per split, named by
// the function. Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// f32 needs 4.
func.func @misaligned_element(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{offset 2 of an arena aligned to 64 is not aligned to 4 bytes}}
  %a = memref.alloc() {idealloc.offset = 2} : memref<4xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It asks for 32.
func.func @misaligned(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{offset 16 of an arena aligned to 64 is not aligned to 32 bytes}}
  %a = memref.alloc() {alignment = 32, idealloc.offset = 16} : memref<4xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The offset is aligned, the arena is not.
func.func @misaligned_arena(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{offset 0 of an arena aligned to 64 is not aligned to 128 bytes}}
  %a = memref.alloc() {alignment = 128, idealloc.offset = 0} : memref<4xf32>
  return
}
