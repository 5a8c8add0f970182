// What callees do to buffers is what their summaries say.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Read only, not touched, returned.
func.func private @f(memref<16xf32>, memref<16xf32>) -> memref<16xf32>
func.func @summaries(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %r = call @f(%a, %b) {idealloc.callee = {args = ["read", "none"], results = [array<i64: 1>]}} : (memref<16xf32>, memref<16xf32>) -> memref<16xf32>
  linalg.fill ins(%v : f32) outs(%r : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The result is the first operand.
func.func private @f(memref<16xf32>, memref<16xf32>) -> memref<16xf32>
func.func @alias(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %r = call @f(%a, %b) {idealloc.callee = {args = ["read", "none"], results = [array<i64: 0>]}} : (memref<16xf32>, memref<16xf32>) -> memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It writes one and reads the other.
func.func private @f(memref<16xf32>, memref<16xf32>)
func.func @both(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  call @f(%a, %b) {idealloc.callee = {args = ["read", "write"], results = []}} : (memref<16xf32>, memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A write may leave bytes out.
func.func private @f(memref<16xf32>)
func.func @partial(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    func.call @f(%a) {idealloc.callee = {args = ["write"], results = []}} : (memref<16xf32>) -> ()
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

// It keeps one.
func.func private @f(memref<16xf32>, memref<16xf32>)
func.func @keeps(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{cannot be verified: the callee of 'func.call' may keep it}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  call @f(%a, %b) {idealloc.callee = {args = ["read", "keep"], results = []}} : (memref<16xf32>, memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// There is no summary, and a reason.
func.func private @f(memref<16xf32>)
func.func @none(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call' may keep it: it calls itself}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  call @f(%a) {idealloc.callee = "it calls itself"} : (memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The summary is of another call.
func.func private @f(memref<16xf32>)
func.func @stale(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call' may keep it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  call @f(%a) {idealloc.callee = {args = [], results = []}} : (memref<16xf32>) -> ()
  return
}
