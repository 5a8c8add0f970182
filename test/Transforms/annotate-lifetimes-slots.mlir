// Buffers of which a value may be either share a slot if none is in use when the
// other is allocated. The lifetime of each says when it is needed; the slot, that
// they may share bytes all the same.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

func.func @scf_if(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %r = scf.if %c -> (memref<16xf32>) { // 0
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4, 7 to 9>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    scf.yield %a : memref<16xf32> // 3
  } else {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>, idealloc.slot = 0 : i64} : memref<16xf32> // 4
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 5
    scf.yield %b : memref<16xf32> // 6
  } // 7
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// Of different sizes, and through views.
func.func @sizes(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %r = scf.if %c -> (memref<?xf32>) { // 0
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5, 9 to 11>, idealloc.slot = 0 : i64} : memref<8xf32> // 1
    %s = memref.cast %a : memref<8xf32> to memref<?xf32> // 2
    memref.store %v, %a[%i] : memref<8xf32> // 3
    scf.yield %s : memref<?xf32> // 4
  } else {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 11>, idealloc.slot = 0 : i64} : memref<16xf32> // 5
    %s = memref.cast %b : memref<16xf32> to memref<?xf32> // 6
    memref.store %v, %b[%i] : memref<16xf32> // 7
    scf.yield %s : memref<?xf32> // 8
  } // 9
  %u = memref.load %r[%i] : memref<?xf32> // 10
  return // 11
}

// Three branches, two of them of an inner op.
func.func @nested(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %r = scf.if %c -> (memref<16xf32>) { // 0
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4, 13 to 15>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    scf.yield %a : memref<16xf32> // 3
  } else {
    %m = scf.if %c -> (memref<16xf32>) { // 4
      %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 8, 11 to 15>, idealloc.slot = 0 : i64} : memref<16xf32> // 5
      memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 6
      scf.yield %b : memref<16xf32> // 7
    } else {
      %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 15>, idealloc.slot = 0 : i64} : memref<16xf32> // 8
      memref.copy %in, %d : memref<16xf32> to memref<16xf32> // 9
      scf.yield %d : memref<16xf32> // 10
    } // 11
    scf.yield %m : memref<16xf32> // 12
  } // 13
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 14
  return // 15
}

// Both are there when one is chosen.
func.func @select(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 6>} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 3
  %r = arith.select %c, %a, %b : memref<16xf32> // 4
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 5
  return // 6
}

// One is used when the other is there.
func.func @used_after(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 12>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  %r = scf.if %c -> (memref<16xf32>) { // 2
    scf.yield %a : memref<16xf32> // 3
  } else {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 12>} : memref<16xf32> // 4
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 5
    scf.yield %b : memref<16xf32> // 6
  } // 7
  linalg.add ins(%a, %r : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>) // 8, 11
  return // 12
}

// It is not. That the result is another buffer where %a was not yielded is left
// to the slot; the lifetime of %a does not know.
func.func @used_before(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>, idealloc.slot = 0 : i64} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  %r = scf.if %c -> (memref<16xf32>) { // 2
    scf.yield %a : memref<16xf32> // 3
  } else {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>, idealloc.slot = 0 : i64} : memref<16xf32> // 4
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 5
    scf.yield %b : memref<16xf32> // 6
  } // 7
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// An asynchronous body still reads it.
func.func @in_flight(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 14>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  %t = async.execute { // 2
    memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 3
    async.yield // 4
  } // 5
  %r = scf.if %c -> (memref<16xf32>) { // 6
    scf.yield %a : memref<16xf32> // 7
  } else {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 14>} : memref<16xf32> // 8
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 9
    scf.yield %b : memref<16xf32> // 10
  } // 11
  async.await %t : !async.token // 12
  %u = memref.load %r[%i] : memref<16xf32> // 13
  return // 14
}

// In a loop that does not carry them. Nor does the lifetime know which result it
// was in the iteration before.
func.func @in_a_loop(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  scf.for %j = %c0 to %n step %c1 { // 2
    %r = scf.if %c -> (memref<16xf32>) { // 3
      %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4, 5 to 13>, idealloc.slot = 0 : i64} : memref<16xf32> // 4
      memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
      scf.yield %a : memref<16xf32> // 6
    } else {
      %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 7, 8 to 13>, idealloc.slot = 0 : i64} : memref<16xf32> // 7
      memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 8
      scf.yield %b : memref<16xf32> // 9
    } // 10
    memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 11
    scf.yield // 12
  } // 13
  return // 14
}

// Carried, and read when the other one is there: not planned.
func.func @carried(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 2
    %m = scf.if %c -> (memref<16xf32>) { // 3
      %a = memref.alloc() : memref<16xf32> // not planned; 4
      memref.copy %prev, %a : memref<16xf32> to memref<16xf32> // 5
      scf.yield %a : memref<16xf32> // 6
    } else {
      %b = memref.alloc() : memref<16xf32> // not planned; 7
      memref.copy %prev, %b : memref<16xf32> to memref<16xf32> // 8
      scf.yield %b : memref<16xf32> // 9
    } // 10
    scf.yield %m : memref<16xf32> // 11
  } // 12
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 13
  return // 14
}

// Carried, and read before.
func.func @carried_and_read_before(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %j = %c0 to %n step %c1 iter_args(%prev = %in) -> (memref<16xf32>) { // 2
    memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 3
    %m = scf.if %c -> (memref<16xf32>) { // 4
      %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5, 6 to 15>, idealloc.slot = 0 : i64} : memref<16xf32> // 5
      memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 6
      scf.yield %a : memref<16xf32> // 7
    } else {
      %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8, 9 to 15>, idealloc.slot = 0 : i64} : memref<16xf32> // 8
      memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 9
      scf.yield %b : memref<16xf32> // 10
    } // 11
    scf.yield %m : memref<16xf32> // 12
  } // 13
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 14
  return // 15
}

// Blocks.
func.func @blocks(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  cf.cond_br %c, ^left, ^right // 0
^left:
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4, 7 to 8>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  cf.br ^join(%a : memref<16xf32>) // 3
^right:
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 8>, idealloc.slot = 0 : i64} : memref<16xf32> // 4
  memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 5
  cf.br ^join(%b : memref<16xf32>) // 6
^join(%r: memref<16xf32>):
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// Pinned, it stays where it is.
func.func @pinned(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %r = scf.if %c -> (memref<16xf32>) { // 0
    %a = memref.alloc() {idealloc.pin = 0 : i64, idealloc.lifetime = #idealloc.lifetime<2 to 4, 7 to 9>} : memref<16xf32> // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    scf.yield %a : memref<16xf32> // 3
  } else {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<16xf32> // 4
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 5
    scf.yield %b : memref<16xf32> // 6
  } // 7
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// The default region comes first in time, though it is printed last.
func.func @index_switch(%in: memref<16xf32>, %out: memref<16xf32>, %n: index) {
  %r = scf.index_switch %n -> memref<16xf32> // 0
  case 0 {
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 7, 10 to 12>, idealloc.slot = 0 : i64} : memref<16xf32> // 4
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
    scf.yield %a : memref<16xf32> // 6
  }
  case 1 {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 12>, idealloc.slot = 0 : i64} : memref<16xf32> // 7
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 8
    scf.yield %b : memref<16xf32> // 9
  }
  default {
    %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4, 10 to 12>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
    memref.copy %in, %d : memref<16xf32> to memref<16xf32> // 2
    scf.yield %d : memref<16xf32> // 3
  } // 10
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 11
  return
}
