// RUN: idealloc-opt %s --split-input-file --idealloc-make-static --verify-diagnostics

// What a marked allocation must not be, and where the mark must not stand.

func.func @dynamic(%n: index, %x: memref<?xf32>) {
  // expected-error @+1 {{is 'idealloc.state', but has no constant size}}
  %h = memref.alloc(%n) {idealloc.state} : memref<?xf32>
  memref.copy %x, %h : memref<?xf32> to memref<?xf32>
  return
}

// -----

func.func @device() {
  // expected-error @+1 {{is 'idealloc.state', but is memory of a device, which is no global}}
  %h = gpu.alloc() {idealloc.state} : memref<16xf32, 1>
  return
}

// -----

func.func @instances(%x: memref<16xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    // expected-error @+1 {{is 'idealloc.state', but instances of the body of 'scf.parallel' may run at once, and would have one; mark a memref.global if they are to share it}}
    %h = memref.alloc() {idealloc.state} : memref<16xf32>
    memref.copy %x, %h : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

func.func @returned() -> memref<16xf32> {
  // expected-error @+1 {{is 'idealloc.state', but is returned, and who gets it may free it}}
  %h = memref.alloc() {idealloc.state} : memref<16xf32>
  // expected-note @+1 {{because of this}}
  return %h : memref<16xf32>
}

// -----

func.func @freed(%which: i1, %x: memref<16xf32>) {
  // expected-error @+1 {{is 'idealloc.state', but may be freed under another name}}
  %h = memref.alloc() {idealloc.state} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  %c = arith.select %which, %h, %b : memref<16xf32>
  memref.copy %x, %c : memref<16xf32> to memref<16xf32>
  // expected-note @+1 {{because of this}}
  memref.dealloc %c : memref<16xf32>
  return
}

// -----

// expected-error @+1 {{expects 'idealloc.state' to be a unit attribute on an allocation, or on a memref.global that is private, uninitialized and not constant}}
memref.global "private" @constant : memref<4xf32> = dense<1.0> {idealloc.state}

// -----

// expected-error @+1 {{expects 'idealloc.state' to be a unit attribute}}
memref.global @public : memref<4xf32> = uninitialized {idealloc.state}

// -----

// expected-error @+1 {{expects 'idealloc.state' to be a unit attribute}}
memref.global "private" @valued : memref<4xf32> = uninitialized {idealloc.state = 1}

// -----

// expected-error @+1 {{carries 'idealloc.offset', which belongs on an op that allocates one memref}}
memref.global "private" @no_state : memref<4xf32> = uninitialized {idealloc.offset = 0}
