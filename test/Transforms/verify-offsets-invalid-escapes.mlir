// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// A planned buffer that outlives the function or what is known of it. One fault per
// split, named by the function. Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It outlives the function.
func.func @returned(%v: f32, %out: memref<16xf32>) -> memref<?xf32> attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'func.return' returns it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %w = memref.cast %a : memref<16xf32> to memref<?xf32>
  // expected-note @below {{because of this}}
  return %w : memref<?xf32>
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It is a value in other memory.
func.func @stored(%box: memref<1xmemref<16xf32>>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  // expected-error @below {{cannot be verified: 'memref.store' takes it and neither reads nor writes it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  memref.store %a, %box[%c0] : memref<1xmemref<16xf32>>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]
func.func private @keep(memref<16xf32>)

// The callee does not promise.
func.func @kept_by_callee(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @keep, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  func.call @keep(%a) : (memref<16xf32>) -> ()
  return
}
