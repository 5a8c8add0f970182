// Control flow between blocks: where a buffer may have been written before and may
// still be read later, whatever the order in which blocks are printed.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

// A loop. %t lives in its body, %a in all of it, but not behind it.
func.func @loop(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 13>} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  cf.br ^head(%c0 : index) // 4
^head(%j: index):
  %go = arith.cmpi slt, %j, %n : index // 5
  cf.cond_br %go, ^body, ^end // 6
^body:
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 7
  %t = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 11>} : memref<16xf32> // 8
  memref.copy %in, %t : memref<16xf32> to memref<16xf32> // 9
  memref.copy %t, %out : memref<16xf32> to memref<16xf32> // 10
  %k = arith.addi %j, %c1 : index // 11
  cf.br ^head(%k : index) // 12
^end:
  %z = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<14 to 15>} : memref<16xf32> // 13
  memref.copy %in, %z : memref<16xf32> to memref<16xf32> // 14
  return // 15
}

// Printed in front of the body, run after it.
func.func @printed_first(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5, 9 to 14>} : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  cf.br ^head(%c0 : index) // 4
^late:
  %z = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 8>} : memref<16xf32> // 5
  memref.copy %in, %z : memref<16xf32> to memref<16xf32> // 6
  memref.copy %z, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
^head(%j: index):
  %go = arith.cmpi slt, %j, %n : index // 9
  cf.cond_br %go, ^body, ^late // 10
^body:
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 11
  %k = arith.addi %j, %c1 : index // 12
  cf.br ^head(%k : index) // 13
}

// Two ways that join: needed on the one where it is written, and behind it.
func.func @join(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4, 6 to 8>} : memref<16xf32> // 0
  cf.cond_br %c, ^left, ^right // 1
^left:
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  cf.br ^join // 3
^right:
  %y = arith.addf %v, %v : f32 // 4
  cf.br ^join // 5
^join:
  %z = arith.addf %v, %v : f32 // 6
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// An early exit needs nothing.
func.func @early_exit(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 3, 7 to 9>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  cf.cond_br %c, ^exit, ^on // 2
^exit:
  %z = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 6>} : memref<16xf32> // 3
  memref.copy %in, %z : memref<16xf32> to memref<16xf32> // 4
  memref.copy %z, %out : memref<16xf32> to memref<16xf32> // 5
  return // 6
^on:
  %u = arith.addf %v, %v : f32 // 7
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

func.func @switch(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1, %k: i32) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 4, 8 to 10>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  cf.switch %k : i32, [default: ^other, 0: ^zero, 1: ^one] // 2
^zero:
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 3
  return // 4
^one:
  %y = arith.addf %v, %v : f32 // 5
  cf.br ^other // 6
^other:
  %u = arith.addf %v, %v : f32 // 7
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 8
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 9
  return // 10
}

// A block argument that may be either of two: both are needed until it is read.
func.func @arguments(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 7>} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 3
  cf.cond_br %c, ^join(%a : memref<16xf32>), ^join(%b : memref<16xf32>) // 4
^join(%m: memref<16xf32>):
  %y = arith.addf %v, %v : f32 // 5
  memref.copy %m, %out : memref<16xf32> to memref<16xf32> // 6
  return // 7
}

// A loop with two entries.
func.func @irreducible(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 7>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  cf.cond_br %c, ^first, ^second // 2
^first:
  %x = arith.addf %v, %v : f32 // 3
  cf.br ^second // 4
^second:
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 5
  cf.cond_br %c, ^first, ^end // 6
^end:
  %z = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 9>} : memref<16xf32> // 7
  memref.copy %in, %z : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// Made anew in every iteration, handed on as a block argument, read before.
func.func @generations(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  cf.br ^head(%in : memref<16xf32>) // 0
^head(%prev: memref<16xf32>):
  memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 1
  %next = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 3 to 5>} : memref<16xf32> // 2
  memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 3
  cf.cond_br %c, ^head(%next : memref<16xf32>), ^end // 4
^end:
  return // 5
}

func.func @generations_meet(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  cf.br ^head(%in : memref<16xf32>) // 0
^head(%prev: memref<16xf32>):
  %next = memref.alloc() : memref<16xf32> // not planned; 1
  memref.copy %in, %next : memref<16xf32> to memref<16xf32> // 2
  memref.copy %prev, %out : memref<16xf32> to memref<16xf32> // 3
  cf.cond_br %c, ^head(%next : memref<16xf32>), ^end // 4
^end:
  return // 5
}

// Blocks of a region.
func.func @execute_region(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9, 10 to 15>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  scf.execute_region { // 2
    %t = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 6>} : memref<16xf32> // 3
    memref.copy %in, %t : memref<16xf32> to memref<16xf32> // 4
    memref.copy %t, %out : memref<16xf32> to memref<16xf32> // 5
    cf.cond_br %c, ^one, ^two // 6
  ^one:
    %z = arith.addf %v, %v : f32 // 7
    cf.br ^three // 8
  ^two:
    %u = arith.addf %v, %v : f32 // 9
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 10
    cf.br ^three // 11
  ^three:
    scf.yield // 12
  } // 13
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 14
  return // 15
}
