// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// A write to bytes that were written on every path, and are read behind it. Buffers
// take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Both branches write %a, and %b over it.
func.func @written_in_both(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.if %c {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  } else {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  }
  // expected-note @below {{it may still be read here}}
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}
