// What callees do to buffers is what their bodies say. An attribute
// `idealloc.callee`, which the first opinion writes, is not believed.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Read only, not touched, returned.
func.func private @f(%x: memref<16xf32>, %y: memref<16xf32>, %out: memref<16xf32>) -> memref<16xf32> {
  memref.copy %x, %out : memref<16xf32> to memref<16xf32>
  return %y : memref<16xf32>
}
func.func @summaries(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %r = call @f(%a, %b, %out) : (memref<16xf32>, memref<16xf32>, memref<16xf32>) -> memref<16xf32>
  linalg.fill ins(%v : f32) outs(%r : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The result is the first operand; the attribute denies it.
func.func private @f(%x: memref<16xf32>, %y: memref<16xf32>) -> memref<16xf32> {
  return %x : memref<16xf32>
}
func.func @alias(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %r = call @f(%a, %b) {idealloc.callee = {args = ["read", "none"], results = [array<i64: 1>]}} : (memref<16xf32>, memref<16xf32>) -> memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It writes one and reads the other, in a callee of its own.
func.func private @g(%x: memref<16xf32>, %y: memref<16xf32>) {
  memref.copy %x, %y : memref<16xf32> to memref<16xf32>
  return
}
func.func private @f(%x: memref<16xf32>, %y: memref<16xf32>) {
  call @g(%x, %y) : (memref<16xf32>, memref<16xf32>) -> ()
  return
}
func.func @both(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  call @f(%a, %b) {idealloc.callee = {args = ["none", "none"], results = []}} : (memref<16xf32>, memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A callee may leave bytes out.
func.func private @f(%x: memref<16xf32>, %v: f32) {
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  return
}
func.func @partial(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    func.call @f(%a, %v) : (memref<16xf32>, f32) -> ()
    // expected-note @below {{it may still be read here}}
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It keeps one; the attribute denies it.
func.func private @f(%x: memref<16xf32>, %y: memref<16xf32>, %box: memref<1xmemref<16xf32>>) {
  %c0 = arith.constant 0 : index
  memref.store %y, %box[%c0] : memref<1xmemref<16xf32>>
  return
}
func.func @keeps(%v: f32, %box: memref<1xmemref<16xf32>>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{cannot be verified: the callee of 'func.call', @f, may keep it: 'memref.store' takes it and neither reads nor writes it; promise the contrary with idealloc.noretain on the call or the function}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  call @f(%a, %b, %box) {idealloc.callee = {args = ["read", "none", "none"], results = []}} : (memref<16xf32>, memref<16xf32>, memref<1xmemref<16xf32>>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It frees it, whatever it promises.
func.func private @f(%x: memref<16xf32>) attributes {idealloc.noretain} {
  memref.dealloc %x : memref<16xf32>
  return
}
func.func @frees(%v: f32) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @f, may keep it: it frees it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  call @f(%a) {idealloc.noretain} : (memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Two functions that call each other: one reads, so both do.
func.func private @even(%x: memref<16xf32>, %out: memref<16xf32>, %n: i1) {
  scf.if %n {
    func.call @odd(%x, %out, %n) : (memref<16xf32>, memref<16xf32>, i1) -> ()
  }
  return
}
func.func private @odd(%x: memref<16xf32>, %out: memref<16xf32>, %n: i1) {
  memref.copy %x, %out : memref<16xf32> to memref<16xf32>
  call @even(%x, %out, %n) : (memref<16xf32>, memref<16xf32>, i1) -> ()
  return
}
func.func @recursion(%n: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  // expected-note @below {{it may still be read here}}
  call @even(%a, %out, %n) : (memref<16xf32>, memref<16xf32>, i1) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Two functions that call each other and keep it: the first reason is given.
func.func private @ping(%x: memref<16xf32>) {
  call @pong(%x) : (memref<16xf32>) -> ()
  return
}
func.func private @pong(%x: memref<16xf32>) {
  %p = memref.extract_aligned_pointer_as_index %x : memref<16xf32> -> index
  call @ping(%x) : (memref<16xf32>) -> ()
  return
}
func.func @kept_in_recursion() attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @ping, may keep it: the callee of 'func.call', @pong, may keep it: 'memref.extract_aligned_pointer_as_index' takes its address; promise the contrary with idealloc.noretain on the call or the function}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  call @ping(%a) : (memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// There is no body, and no promise but an attribute that is not believed.
func.func private @f(memref<16xf32>)
func.func @none(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @f, may keep it; promise the contrary with idealloc.noretain on the call or the function}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  call @f(%a) {idealloc.callee = {args = ["read"], results = []}} : (memref<16xf32>) -> ()
  return
}
