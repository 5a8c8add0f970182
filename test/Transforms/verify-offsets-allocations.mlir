// Ops other than memref.alloc that allocate and free.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// One after the other, on the stack and on a device.
func.func @kinds(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloca() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  %b = gpu.alloc () {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  gpu.dealloc %b : memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// At once.
func.func @kinds_clash(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{it writes this buffer '%a' at bytes [0, 64)}}
  %a = memref.alloca() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{the other buffer '%b' is at bytes [0, 64)}}
  %b = gpu.alloc () {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// What any allocation asks for.
func.func @alignment(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{offset 16 of an arena aligned to 64 is not aligned to 32 bytes}}
  %a = memref.alloca() {alignment = 32, idealloc.offset = 16} : memref<4xf32>
  return
}
