// A transfer that starts in one block or iteration and is waited for in another is in
// flight until no transfer with its tag is under way.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// As many waits as starts on every path: what follows the last may have the bytes.
func.func @pipelined(%n: index, %tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  scf.for %i = %c0 to %n step %c1 {
    memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
    memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  }
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// One is under way in the next iteration, although the buffer is filled anew there.
func.func @in_flight(%n: index, %tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  scf.for %i = %c0 to %n step %c1 {
    // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
    %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
    memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  }
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It is waited for on one path alone.
func.func @on_a_condition(%c: i1, %tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  // expected-error @below {{cannot be verified: 'memref.dma_start' may access it until a wait, and it is not certain that one comes}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  scf.if %c {
    memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The wait of the first iteration is for a transfer of the caller.
func.func @of_the_caller(%n: index, %tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // expected-error @below {{cannot be verified: 'memref.dma_start' may access it until a wait, and it is not certain that one comes}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
    // expected-note @below {{because of this}}
    memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Elements that may be one, of an argument: one may be the caller's.
func.func @unknown_element(%i: index, %j: index, %c: i1, %tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  // expected-error @below {{cannot be verified: 'memref.dma_start' may access it until a wait, and it is not certain that one comes}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%i] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  scf.if %c {
    memref.dma_wait %tag[%j], %c16 : memref<2xi32, 2>
  } else {
    memref.dma_wait %tag[%j], %c16 : memref<2xi32, 2>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The next generation is allocated while one of its tag is under way.
func.func @generations(%n: index, %tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  memref.dma_start %out[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  scf.for %i = %c0 to %n step %c1 {
    // expected-error @below {{cannot be verified: it may be used after it is allocated again, so two generations may be alive}}
    %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
    // expected-note @below {{because of this}}
    memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  }
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A loop that never ends has no last wait.
func.func @for_ever(%c: i1, %tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  // expected-error @below {{cannot be verified: 'memref.dma_start' may access it until a wait, and it is not certain that one comes}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  cf.cond_br %c, ^loop, ^end
^loop:
  cf.br ^loop
^end:
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  return
}
