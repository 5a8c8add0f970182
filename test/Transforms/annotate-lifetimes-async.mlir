// What the body of async.execute accesses is needed until the last wait for it; a
// body whose wait is not known makes it escape.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

func.func @execute(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  %t = async.execute { // 2
    memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 3
    async.yield // 4
  } // 5
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 8>} : memref<16xf32> // 6
  memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 7
  async.await %t : !async.token // 8
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<10 to 11>} : memref<16xf32> // 9
  memref.copy %in, %d : memref<16xf32> to memref<16xf32> // 10
  return // 11
}

// Written from the start of the body on, be it read or not.
func.func @written(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 7>} : memref<16xf32> // 0
  %t = async.execute { // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    async.yield // 3
  } // 4
  %x = arith.addf %v, %v : f32 // 5
  async.await %t : !async.token // 6
  return // 7
}

// A buffer of the body.
func.func @local(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %t = async.execute { // 0
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 8>} : memref<16xf32> // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 3
    async.yield // 4
  } // 5
  %x = arith.addf %v, %v : f32 // 6
  async.await %t : !async.token // 7
  return // 8
}

// A body that waits for another one: both are done at the wait for the second.
func.func @dependency(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 11>} : memref<16xf32> // 0
  %t = async.execute { // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    async.yield // 3
  } // 4
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 11>} : memref<16xf32> // 5
  %s = async.execute [%t] { // 6
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 7
    async.yield // 8
  } // 9
  async.await %s : !async.token // 10
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<12 to 13>} : memref<16xf32> // 11
  memref.copy %in, %d : memref<16xf32> to memref<16xf32> // 12
  return // 13
}

func.func @group(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %g = async.create_group %c1 : !async.group // 2
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 11>} : memref<16xf32> // 3
  %t = async.execute { // 4
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
    async.yield // 6
  } // 7
  %k = async.add_to_group %t, %g : !async.token // 8
  %x = arith.addf %v, %v : f32 // 9
  async.await_all %g // 10
  return // 11
}

// A wait before it was added is none for it.
func.func @group_too_early(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %g = async.create_group %c1 : !async.group // 2
  %a = memref.alloc() : memref<16xf32> // not planned; 3
  %t = async.execute { // 4
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
    async.yield // 6
  } // 7
  async.await_all %g // 8
  %k = async.add_to_group %t, %g : !async.token // 9
  return // 10
}

// What is overwritten while a body goes on is needed all the same.
func.func @overwritten_in_flight(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>} : memref<16xf32> // 0
  %t = async.execute { // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    async.yield // 3
  } // 4
  async.await %t : !async.token // 5
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 6
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 7
  async.await %t : !async.token // 8
  return // 9
}

// Afterwards it is not.
func.func @overwritten_later(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 6, 7 to 9>} : memref<16xf32> // 0
  %t = async.execute { // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    async.yield // 3
  } // 4
  async.await %t : !async.token // 5
  %x = arith.addf %v, %v : f32 // 6
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 7
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

func.func @no_wait(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() : memref<16xf32> // not planned; 0
  %t = async.execute { // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    async.yield // 3
  } // 4
  return // 5
}

// A wait on one path only.
func.func @wait_in_a_branch(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() : memref<16xf32> // not planned; 0
  %t = async.execute { // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    async.yield // 3
  } // 4
  scf.if %c { // 5
    async.await %t : !async.token // 6
    scf.yield // 7
  } // 8
  return // 9
}

// A token that goes elsewhere.
func.func @token_yielded(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %t = async.execute { // 2
    async.yield // 3
  } // 4
  %a = memref.alloc() : memref<16xf32> // not planned; 5
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%last = %t) -> (!async.token) { // 6
    %s = async.execute { // 7
      memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 8
      async.yield // 9
    } // 10
    scf.yield %s : !async.token // 11
  } // 12
  async.await %r : !async.token // 13
  return // 14
}

// In a loop, with its wait.
func.func @in_a_loop(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  scf.for %j = %c0 to %n step %c1 { // 2
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 10>} : memref<16xf32> // 3
    %t = async.execute { // 4
      memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
      async.yield // 6
    } // 7
    %x = arith.addf %v, %v : f32 // 8
    async.await %t : !async.token // 9
    scf.yield // 10
  } // 11
  return // 12
}
