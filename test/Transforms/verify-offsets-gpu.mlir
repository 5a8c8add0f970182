// What a device accesses is in use until the wait for its token.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A chain of tokens, waited for.
func.func @chain(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %t0 = gpu.wait async
  %a, %t1 = gpu.alloc async [%t0] () {idealloc.offset = 0} : memref<16xf32>
  %t2 = gpu.memcpy async [%t1] %a, %out : memref<16xf32>, memref<16xf32>
  %t3 = gpu.memcpy async [%t2] %out, %a : memref<16xf32>, memref<16xf32>
  %t4 = gpu.dealloc async [%t3] %a : memref<16xf32>
  %t5 = gpu.wait async [%t4]
  gpu.wait [%t5]
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Program order of the host says nothing.
func.func @in_flight(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %t0 = gpu.wait async
  // expected-note @below {{the other buffer is at bytes [0, 64)}}
  %a, %t1 = gpu.alloc async [%t0] () {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  %t2 = gpu.memcpy async [%t1] %out, %a : memref<16xf32>, memref<16xf32>
  // expected-note @below {{it writes this buffer at bytes [0, 64)}}
  %b, %t3 = gpu.alloc async [%t0] () {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  %t4 = gpu.memcpy async [%t3] %b, %out : memref<16xf32>, memref<16xf32>
  gpu.wait [%t2, %t4]
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Nobody waits.
func.func @no_wait(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'gpu.memcpy' may access it until a wait, which its block does not have}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %t = gpu.memcpy async %a, %out : memref<16xf32>, memref<16xf32>
  %u = gpu.wait async [%t]
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A launch without a token is done when it returns.
func.func @launch(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c1 = arith.constant 1 : index
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %v, %a[%tx] : memref<16xf32>
    gpu.terminator
  }
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %v, %b[%tx] : memref<16xf32>
    gpu.terminator
  }
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// With one, until the wait.
func.func @launch_async(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{it may still be read here}}
  %t = gpu.launch async blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    memref.store %v, %a[%tx] : memref<16xf32>
    gpu.terminator
  }
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  gpu.wait [%t]
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// One slot for all threads.
func.func @private(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c1 = arith.constant 1 : index
  // expected-note @below {{because of this}}
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    // expected-error @below {{cannot be verified: instances of the body of 'gpu.launch' may run concurrently}}
    %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    memref.store %v, %a[%tx] : memref<16xf32>
    gpu.terminator
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

module attributes {gpu.container_module} {
gpu.module @m {
  gpu.func @k(%x: memref<16xf32>) kernel {
    %i = gpu.thread_id x
    %v = memref.load %x[%i] : memref<16xf32>
    memref.store %v, %x[%i] : memref<16xf32>
    gpu.return
  }
}
// A kernel, waited for, and in flight.
func.func @launch_func(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c1 = arith.constant 1 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  gpu.launch_func @m::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  %t = gpu.launch_func async @m::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<16xf32>)
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  gpu.wait [%t]
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}
}
