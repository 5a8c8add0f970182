// A buffer that a loop makes anew in every iteration and carries to the next one
// has one slot if no generation is in use when the next one is allocated, and is
// not planned otherwise.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

// The last generation is read before the next one is allocated, and needed from
// its first access to there, and after the loop.
func.func @never_meet(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 2
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 3
    %x = arith.addf %v, %v : f32 // 4
    %next = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4, 6 to 10>} : memref<16xf32> // 5
    memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 6
    scf.yield %next : memref<16xf32> // 7
  } // 8
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 9
  return // 10
}

// The last generation is read when the next one is there.
func.func @meet(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 2
    %next = memref.alloc() : memref<16xf32> // not planned; 3
    memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 4
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 5
    scf.yield %next : memref<16xf32> // 6
  } // 7
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// A view of it is read when the next one is there.
func.func @meet_through_a_view(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 2
    %w = memref.subview %prev[0] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1]>> // 3
    %next = memref.alloc() : memref<16xf32> // not planned; 4
    memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 5
    %y = memref.load %w[%c0] : memref<8xf32, strided<[1]>> // 6
    scf.yield %next : memref<16xf32> // 7
  } // 8
  return // 9
}

// It is read in a branch, of whatever iteration.
func.func @meet_in_a_branch(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 2
    %next = memref.alloc() : memref<16xf32> // not planned; 3
    memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 4
    scf.if %c { // 5
      memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 6
      scf.yield // 7
    } // 8
    scf.yield %next : memref<16xf32> // 9
  } // 10
  return // 11
}

// Allocated or handed on, in exclusive branches.
func.func @conditional_yield(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 2
    %s = scf.if %c -> (memref<16xf32>) { // 3
      %next = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4, 5 to 12>} : memref<16xf32> // 4
      memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 5
      scf.yield %next : memref<16xf32> // 6
    } else {
      scf.yield %prev : memref<16xf32> // 7
    } // 8
    scf.yield %s : memref<16xf32> // 9
  } // 10
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 11
  return // 12
}

// Handed on twice: two generations alive.
func.func @second_to_last(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r:2 = scf.for %j = %c0 to %n step %c1 iter_args(%a = %in, %b = %in) -> (memref<16xf32>, memref<16xf32>) { // 2
    %next = memref.alloc() : memref<16xf32> // not planned; 3
    memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 4
    scf.yield %next, %a : memref<16xf32>, memref<16xf32> // 5
  } // 6
  return // 7
}

// An inner loop carries it, and the outer one does not. That the first %prev is
// none of its generations is not known: it is needed between two runs as well.
func.func @inner_loop(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  scf.for %j = %c0 to %n step %c1 { // 2
    %r = scf.for %k = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 3
      memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 4
      %next = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5, 6 to 11>} : memref<16xf32> // 5
      memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 6
      scf.yield %next : memref<16xf32> // 7
    } // 8
    memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 9
    scf.yield // 10
  } // 11
  return // 12
}

// Yielded out of the loop, of no use in it.
func.func @out_of_the_loop(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 2
    %next = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<16xf32> // 3
    %x = arith.addf %v, %v : f32 // 4
    memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 5
    scf.yield %next : memref<16xf32> // 6
  } // 7
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// Freeing an old generation is no use of it. Nothing else may be freed here,
// which rules out initial values that are not planned.
func.func @freed(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 12>} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %a) -> (memref<16xf32>) { // 4
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 5
    %next = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6, 7 to 12>} : memref<16xf32> // 6
    memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 7
    memref.dealloc %prev : memref<16xf32> // 8
    scf.yield %next : memref<16xf32> // 9
  } // 10
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 11
  memref.dealloc %r : memref<16xf32> // 12
  return // 13
}

// An asynchronous body goes on with the last generation.
func.func @in_flight(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 2
    %t = async.execute { // 3
      memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 4
      async.yield // 5
    } // 6
    %next = memref.alloc() : memref<16xf32> // not planned; 7
    memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 8
    async.await %t : !async.token // 9
    scf.yield %next : memref<16xf32> // 10
  } // 11
  return // 12
}

// A while loop hands it from the condition to the body and to the result.
func.func @while(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %r = scf.while (%prev = %in) : (memref<16xf32>) -> memref<16xf32> { // 0
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 1
    %next = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 3 to 9>} : memref<16xf32> // 2
    memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 3
    scf.condition(%c) %next : memref<16xf32> // 4
  } do {
  ^bb0(%last: memref<16xf32>):
    memref.copy %last, %out : memref<16xf32> to memref<16xf32> // 5
    scf.yield %last : memref<16xf32> // 6
  } // 7
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}
