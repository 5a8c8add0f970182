// A transfer is in flight until the wait for its tag.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Waited for; two at once with tags of their own.
func.func @waited(%tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c1] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_wait %tag[%c1], %c16 : memref<2xi32, 2>
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The tag is a buffer of the plan.
func.func @tag(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = [
    {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64},
    {space = 2, bytes = 8, load = 8, lower_bound = 8, status = "optimal", alignment = 64}]} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %tag = memref.alloc() {idealloc.offset = 0} : memref<2xi32, 2>
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  memref.dealloc %tag : memref<2xi32, 2>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Read until the wait.
func.func @read(%tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Written until the wait.
func.func @write(%tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // expected-note @below {{it writes this buffer '%a' at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{the other buffer '%b' is at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  memref.dma_start %out[%c0], %a[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Two transfers and two waits of one element: both are done at the last.
func.func @shared_tag(%tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_start %out[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Two transfers and one wait.
func.func @one_wait(%tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // expected-error @below {{cannot be verified: 'memref.dma_start' may access it until a wait, and it is not certain that one comes}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_start %out[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A wait for another element.
func.func @other_element(%tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // expected-error @below {{cannot be verified: 'memref.dma_start' may access it until a wait, and it is not certain that one comes}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_wait %tag[%c1], %c16 : memref<2xi32, 2>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Elements that may be one.
func.func @unknown_element(%i: index, %j: index, %tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%i] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_start %out[%c0], %out[%c0], %c16, %tag[%j] : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  memref.dma_wait %tag[%i], %c16 : memref<2xi32, 2>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.dma_wait %tag[%j], %c16 : memref<2xi32, 2>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The tag is a part of another.
func.func @tag_view(%tags: memref<4xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  %tag = memref.subview %tags[0] [2] [1] : memref<4xi32, 2> to memref<2xi32, strided<[1]>, 2>
  // expected-error @below {{cannot be verified: 'memref.dma_start' may access it until a wait, and it is not certain that one comes}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  memref.dma_start %a[%c0], %out[%c0], %c16, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<2xi32, strided<[1]>, 2>
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, strided<[1]>, 2>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The same in the affine dialect.
func.func @affine(%tag: memref<2xi32, 2>, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  affine.dma_start %a[0], %out[0], %tag[0], %c16 : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  affine.dma_wait %tag[0], %c16 : memref<2xi32, 2>
  // expected-note @below {{it may still be read here}}
  affine.dma_start %a[0], %out[0], %tag[1], %c16 : memref<16xf32>, memref<16xf32>, memref<2xi32, 2>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  affine.dma_wait %tag[1], %c16 : memref<2xi32, 2>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}
