// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Operand and result of one op on the same bytes. One fault per split, named by the
// function. Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Each allocation is a slot of its own, even for an elementwise op.
func.func @in_place(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%x' is at bytes [0, 64)}}
  %x = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  // expected-note @below {{it writes this buffer '%y' at bytes [0, 64)}}
  %y = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.add ins(%x, %x : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  memref.copy %y, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// The op reads elements that it has overwritten.
func.func @in_place_shifted(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  // expected-note @below {{the other buffer '%x' is at bytes [0, 64)}}
  %x = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  // expected-note @below {{it writes this buffer '%y' at bytes [16, 80)}}
  %y = memref.alloc() {idealloc.offset = 16} : memref<16xf32>
  // expected-error @below {{writes bytes [16, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.add ins(%x, %x : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  memref.copy %y, %out : memref<16xf32> to memref<16xf32>
  return
}
