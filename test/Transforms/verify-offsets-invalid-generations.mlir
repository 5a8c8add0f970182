// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Two generations of one allocation that live at once. One fault per split, named by
// the function. Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// %prev is the %next of the iteration before.
func.func @two_generations(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    // expected-error @below {{cannot be verified: it may be used after it is allocated again, so two generations may be alive}}
    %next = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%next : memref<16xf32>)
    // expected-note @below {{because of this}}
    memref.copy %prev, %next : memref<16xf32> to memref<16xf32>
    scf.yield %next : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It outlives its iteration in a branch that carries it.
func.func @carried(%c: i1, %n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %out) -> (memref<16xf32>) {
    %x = scf.if %c -> (memref<16xf32>) {
      // expected-error @below {{cannot be verified: it may be used after it is allocated again, so two generations may be alive}}
      %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
      scf.yield %t : memref<16xf32>
    } else {
      scf.yield %prev : memref<16xf32>
    }
    // expected-note @below {{because of this}}
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32>
    scf.yield %x : memref<16xf32>
  }
  return
}
