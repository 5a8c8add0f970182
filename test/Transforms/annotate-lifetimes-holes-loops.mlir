// A loop opens a hole in front of it only if its body certainly runs.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

// The body overwrites %a first. The loop may not run: %a is needed through it.
func.func @zero_trips(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5, 6 to 10>} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  scf.for %j = %c0 to %n step %c1 { // 4
    %x = arith.addf %v, %v : f32 // 5
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 6
    scf.yield // 7
  } // 8
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 9
  return // 10
}

func.func @constant_zero_trips(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5, 6 to 10>} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  scf.for %j = %c0 to %c0 step %c1 { // 4
    %x = arith.addf %v, %v : f32 // 5
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 6
    scf.yield // 7
  } // 8
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 9
  return // 10
}

// It runs: what was there before the loop is lost.
func.func @one_trip(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4, 6 to 10>} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  scf.for %j = %c0 to %c1 step %c1 { // 4
    %x = arith.addf %v, %v : f32 // 5
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 6
    scf.yield // 7
  } // 8
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 9
  return // 10
}

func.func @many_trips(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 4 to 8>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  affine.for %j = 0 to 16 { // 2
    %x = arith.addf %v, %v : f32 // 3
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 4
    affine.yield // 5
  } // 6
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// Read before it is overwritten: in the first iteration what was there before
// the loop, later what the last iteration left.
func.func @read_first(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 6, 7 to 9>} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  scf.for %j = %c0 to %n step %c1 { // 4
    memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 5
    %x = arith.addf %v, %v : f32 // 6
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 7
    scf.yield // 8
  } // 9
  return // 10
}

// One iteration only: nothing is left for a next one.
func.func @read_first_one_trip(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 6, 7 to 8>} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  scf.for %j = %c0 to %c1 step %c1 { // 4
    memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 5
    %x = arith.addf %v, %v : f32 // 6
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 7
    scf.yield // 8
  } // 9
  return // 10
}

// The condition of a while loop runs at least once, its body may not. After the
// body the condition overwrites %a again.
func.func @while_before(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 4 to 6, 7 to 9>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  scf.while : () -> () { // 2
    %x = arith.addf %v, %v : f32 // 3
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 4
    scf.condition(%c) // 5
  } do {
    scf.yield // 6
  } // 7
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

func.func @while_after(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 4, 5 to 9>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  scf.while : () -> () { // 2
    scf.condition(%c) // 3
  } do {
    %x = arith.addf %v, %v : f32 // 4
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
    scf.yield // 6
  } // 7
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}
