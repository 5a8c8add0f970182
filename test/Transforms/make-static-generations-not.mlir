// Buffers that a loop carries further than to the next iteration, or that two
// would not be enough for, stay as they are.

// RUN: %idealloc-opt %s -o %t.before
// RUN: %idealloc-opt %s --idealloc-make-static=min-size=8 --remarks-filter=idealloc -o %t.after 2>&1 | count 0
// RUN: diff %t.before %t.after

// Three generations are alive.
func.func @two_iterations(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x, %q = %y) -> (memref<16xf32>, memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    memref.copy %q, %new : memref<16xf32> to memref<16xf32>
    scf.yield %new, %p : memref<16xf32>, memref<16xf32>
  }
  memref.copy %r#1, %x : memref<16xf32> to memref<16xf32>
  return
}

// An old generation stays for as long as %c is false.
func.func @sometimes_again(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    memref.copy %p, %new : memref<16xf32> to memref<16xf32>
    %s = arith.select %c, %new, %p : memref<16xf32>
    scf.yield %s : memref<16xf32>
  }
  memref.copy %r, %x : memref<16xf32> to memref<16xf32>
  return
}

// The other argument gets it as a view.
func.func @again_as_view(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x, %q = %y) -> (memref<16xf32>, memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    memref.copy %q, %new : memref<16xf32> to memref<16xf32>
    %u = memref.cast %p : memref<16xf32> to memref<?xf32>
    %v = memref.cast %u : memref<?xf32> to memref<16xf32>
    scf.yield %new, %v : memref<16xf32>, memref<16xf32>
  }
  return
}

// It comes back through an inner loop.
func.func @again_by_inner_loop(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x, %q = %y) -> (memref<16xf32>, memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    memref.copy %q, %new : memref<16xf32> to memref<16xf32>
    %s = scf.for %j = %c0 to %n step %c1 iter_args(%t = %p) -> (memref<16xf32>) {
      scf.yield %y : memref<16xf32>
    }
    scf.yield %new, %s : memref<16xf32>, memref<16xf32>
  }
  return
}

// If the inner loop does not run, the outer one carries %p on.
func.func @outer_loop(%n: index, %x: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x) -> (memref<16xf32>) {
    %s = scf.for %j = %c0 to %n step %c1 iter_args(%q = %p) -> (memref<16xf32>) {
      %new = memref.alloc() : memref<16xf32>
      memref.copy %q, %new : memref<16xf32> to memref<16xf32>
      scf.yield %new : memref<16xf32>
    }
    scf.yield %s : memref<16xf32>
  }
  memref.copy %r, %x : memref<16xf32> to memref<16xf32>
  return
}

// One deallocation per generation would free each of the two many times; that of
// the first one is that of an argument, which nothing else would free.
func.func @freed(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %y) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    memref.copy %p, %new : memref<16xf32> to memref<16xf32>
    memref.dealloc %p : memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  memref.dealloc %r : memref<16xf32>
  return
}

// It is read two iterations later.
func.func @while(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %r:2 = scf.while (%p = %x, %q = %y) : (memref<16xf32>, memref<16xf32>) -> (memref<16xf32>, memref<16xf32>) {
    scf.condition(%c) %p, %q : memref<16xf32>, memref<16xf32>
  } do {
  ^bb0(%last: memref<16xf32>, %before: memref<16xf32>):
    %new = memref.alloc() : memref<16xf32>
    memref.copy %before, %new : memref<16xf32> to memref<16xf32>
    scf.yield %new, %last : memref<16xf32>, memref<16xf32>
  }
  return
}

// The same, handed on from the first region.
func.func @while_condition(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %r:2 = scf.while (%p = %x, %q = %y) : (memref<16xf32>, memref<16xf32>) -> (memref<16xf32>, memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    memref.copy %q, %new : memref<16xf32> to memref<16xf32>
    scf.condition(%c) %new, %p : memref<16xf32>, memref<16xf32>
  } do {
  ^bb0(%last: memref<16xf32>, %before: memref<16xf32>):
    scf.yield %last, %before : memref<16xf32>, memref<16xf32>
  }
  return
}

// Two cannot be at one place.
func.func @pinned(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x) -> (memref<16xf32>) {
    %new = memref.alloc() {idealloc.pin = 0 : i64} : memref<16xf32>
    memref.copy %p, %new : memref<16xf32> to memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  return
}

func.func @kept(%n: index, %c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x) -> (memref<16xf32>) {
    %new = memref.alloc() {idealloc.keep} : memref<16xf32>
    memref.copy %p, %new : memref<16xf32> to memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  return
}

// Two generations are alive, of 4 bytes each.
func.func @too_small(%n: index, %x: memref<1xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x) -> (memref<1xf32>) {
    %new = memref.alloc() : memref<1xf32>
    memref.copy %p, %new : memref<1xf32> to memref<1xf32>
    scf.yield %new : memref<1xf32>
  }
  return
}

// It escapes as well.
func.func @returned(%n: index, %x: memref<16xf32>) -> memref<16xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%p = %x) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    memref.copy %p, %new : memref<16xf32> to memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  return %r : memref<16xf32>
}
