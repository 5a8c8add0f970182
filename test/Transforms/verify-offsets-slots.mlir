// Allocations of one slot have one offset.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// Sizes may differ; other memory spaces have other slots.
func.func @sizes(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = [
    {space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64},
    {space = 1, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]} {
  %a = memref.alloc() {idealloc.offset = 64, idealloc.slot = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 64, idealloc.slot = 0} : memref<4xf32>
  %c = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<4xf32, 1>
  %d = memref.alloc() {idealloc.offset = 0, idealloc.slot = 1} : memref<16xf32>
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// Two offsets.
func.func @offsets(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  // expected-note @below {{which is that of this}}
  %a = memref.alloc() {idealloc.offset = 64, idealloc.slot = 7} : memref<16xf32>
  // expected-error @below {{is in slot 7, but not at its offset 64}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 7} : memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A slot proves nothing.
func.func @claim(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{it writes this buffer '%a' at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  // expected-note @below {{the other buffer '%b' is at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}
