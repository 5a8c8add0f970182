// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Of many faults the first are shown, and their number. One fault per split, named
// by the function. Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]
func.func private @keep(memref<16xf32>)

// Six faults, five of them shown.
// expected-error @below {{has 6 buffers that cannot be verified, of which the first 5 are shown}}
func.func @many(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a0 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a0) : (memref<16xf32>) -> ()
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a1 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a1) : (memref<16xf32>) -> ()
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a2 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a2) : (memref<16xf32>) -> ()
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a3 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a3) : (memref<16xf32>) -> ()
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a4 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a4) : (memref<16xf32>) -> ()
  %a5 = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  func.call @keep(%a5) : (memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// One pair that clashes twice is shown once.
// expected-error @below {{has 2 conflicts in all; shown is the first of each pair of buffers, of 5 pairs at most}}
func.func @again(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{it writes this buffer '%a' at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{the other buffer '%b' is at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}
