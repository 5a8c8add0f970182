// A buffer allocated outside of a loop that every iteration overwrites before it
// reads lives inside of one iteration.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

func.func @private(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 7>} : memref<16xf32> // 2
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 9>} : memref<16xf32> // 3
  scf.for %j = %c0 to %n step %c1 { // 4
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
    memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 6
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 7
    memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 8
    scf.yield // 9
  } // 10
  return // 11
}

// In every iteration of an inner loop.
func.func @nested(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 9>} : memref<16xf32> // 2
  scf.for %j = %c0 to %n step %c1 { // 3
    %x = arith.addf %v, %v : f32 // 4
    scf.for %k = %c0 to %n step %c1 { // 5
      memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 6
      %y = arith.addf %v, %v : f32 // 7
      memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 8
      scf.yield // 9
    } // 10
    scf.yield // 11
  } // 12
  return // 13
}

// Written in one inner loop, which may not run, and read in another: needed in
// all of the outer loop.
func.func @between_inner_loops(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 13>} : memref<16xf32> // 2
  scf.for %j = %c0 to %n step %c1 { // 3
    scf.for %k = %c0 to %n step %c1 { // 4
      memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
      scf.yield // 6
    } // 7
    scf.for %k = %c0 to %n step %c1 { // 8
      memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 9
      scf.yield // 10
    } // 11
    scf.yield // 12
  } // 13
  return // 14
}

// Read after the loop: what the last iteration wrote.
func.func @read_after(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 10>} : memref<16xf32> // 2
  scf.for %j = %c0 to %n step %c1 { // 3
    %x = arith.addf %v, %v : f32 // 4
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 5
    memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 6
    scf.yield // 7
  } // 8
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 9
  return // 10
}
