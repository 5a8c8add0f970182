// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// A planned buffer whose uses cannot be followed. One fault per split, named by the
// function. Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// An integer that no analysis follows.
func.func @address_taken(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'memref.extract_aligned_pointer_as_index' takes its address}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %p = memref.extract_aligned_pointer_as_index %a : memref<16xf32> -> index
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The list of addresses is read by something else.
func.func @address_read(%out: memref<16xf32>) -> index attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  // expected-error @below {{cannot be verified: 'memref.extract_aligned_pointer_as_index' takes its address}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %p = memref.extract_aligned_pointer_as_index %a : memref<16xf32> -> index
  %list = memref.alloc() : memref<1xindex>
  memref.store %p, %list[%c0] : memref<1xindex>
  %q = memref.load %list[%c0] : memref<1xindex>
  return %q : index
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A promise that the arena breaks.
func.func @distinct_objects(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'memref.distinct_objects' denies that it shares its memory}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %x, %y = memref.distinct_objects %a, %out : memref<16xf32>, memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A cast that no analysis follows.
func.func @foreign_cast(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'builtin.unrealized_conversion_cast' may give it away by its results}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %u = builtin.unrealized_conversion_cast %a : memref<16xf32> to memref<4x4xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A value whose uses are no uses of the buffer.
func.func @tensor(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'bufferization.to_tensor' may give it away by its results}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %t = bufferization.to_tensor %a restrict : memref<16xf32> to tensor<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It frees one and makes another.
func.func @realloc(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'memref.realloc' may free it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %r = memref.realloc %a : memref<16xf32> to memref<32xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A deallocation that compares addresses.
func.func @ownership(%c: i1, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'bufferization.dealloc' may free it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %own = bufferization.dealloc (%a : memref<16xf32>) if (%c) retain (%out : memref<16xf32>)
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Its body is that of one of several threads.
func.func @unknown_region(%lane: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: several threads may run its function, as 'gpu.warp_execute_on_lane_0' shows}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  gpu.warp_execute_on_lane_0(%lane)[32] {
    memref.store %v, %a[%lane] : memref<16xf32>
  }
  return
}
