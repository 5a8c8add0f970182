// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Offsets in functions that several threads run, or that may suspend. One fault
// per split, named by the function.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

func.func @own_each(%v: f32, %i: index) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: several threads may run its function, as 'gpu.barrier' shows, each with a buffer of its own}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  // expected-note @below {{because of this}}
  gpu.barrier
  return
}

// -----

#one = [{space = 3, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

func.func @cores(%v: f32, %i: index) attributes {idealloc.arenas = #one, idealloc.threads} {
  // expected-note @below {{the other buffer}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  // expected-note @below {{it writes this buffer}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  memref.store %v, %a[%i] : memref<16xf32, 3>
  %w = memref.load %a[%i] : memref<16xf32, 3>
  // expected-error @below {{another thread may need as another buffer}}
  memref.store %w, %b[%i] : memref<16xf32, 3>
  return
}

// -----

#one = [{space = 3, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A barrier in a callee is none of the caller's.
func.func private @meet() {
  gpu.barrier
  return
}
func.func @caller(%v: f32, %i: index) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  // expected-note @below {{it writes this buffer}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  memref.store %v, %a[%i] : memref<16xf32, 3>
  %w = memref.load %a[%i] : memref<16xf32, 3>
  func.call @meet() : () -> ()
  // expected-error @below {{another thread may need as another buffer}}
  memref.store %w, %b[%i] : memref<16xf32, 3>
  return
}

// -----

#one = [{space = 3, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

func.func private @callee(%v: f32, %i: index) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: several threads call its function}}
  // expected-note @below {{because of this}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  memref.store %v, %a[%i] : memref<16xf32, 3>
  return
}
func.func @calls(%v: f32) attributes {idealloc.threads} {
  %i = gpu.thread_id x
  func.call @callee(%v, %i) : (f32, index) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

func.func private @suspends(%x: memref<16xf32>) {
  %id = async.coro.id
  %handle = async.coro.begin %id
  linalg.exp ins(%x : memref<16xf32>) outs(%x : memref<16xf32>)
  async.coro.free %id, %handle
  async.coro.end %handle
  return
}
func.func @passes(%v: f32) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @suspends, may keep it: its function may return before it is done, as 'async.coro.id' shows; promise}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{because of this}}
  func.call @suspends(%a) : (memref<16xf32>) -> ()
  return
}

// -----

#one = [{space = 1, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

func.func @blocks(%v: f32, %i: index) attributes {idealloc.arenas = #one, idealloc.threads} {
  %b = gpu.block_id x
  %c0 = arith.constant 0 : index
  %is_first = arith.cmpi eq, %b, %c0 : index
  // expected-note @below {{the other buffer}}
  %p = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 1>
  // expected-note @below {{it writes this buffer}}
  %q = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 1>
  scf.if %is_first {
    gpu.barrier
    memref.store %v, %p[%i] : memref<16xf32, 1>
    %w = memref.load %p[%i] : memref<16xf32, 1>
    gpu.barrier
  } else {
    gpu.barrier
    // expected-error @below {{another thread may need as another buffer}}
    memref.store %v, %q[%i] : memref<16xf32, 1>
    %u = memref.load %q[%i] : memref<16xf32, 1>
    gpu.barrier
  }
  return
}
