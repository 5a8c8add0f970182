// A buffer that is overwritten as a whole does not need its bytes before: its
// lifetime has a hole from the last read to there. Nothing else makes one.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

func.func @overwritten(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 3, 6 to 8>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 2
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 6>} : memref<16xf32> // 3
  memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 4
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 5
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 6
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// What is written and never read is needed at its own tick alone.
func.func @dead_stores(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 3 to 4>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  %x = arith.addf %v, %v : f32 // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  return // 4
}

// A store to a part leaves the rest as it was.
func.func @partial_store(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 6>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 2
  %x = arith.addf %v, %v : f32 // 3
  memref.store %v, %a[%i] : memref<16xf32> // 4
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 5
  return // 6
}

// A store to the only element does not.
func.func @only_element(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 3 to 5>} : memref<1xf32> // 0
  memref.store %v, %a[%i] : memref<1xf32> // 1
  %x = arith.addf %v, %v : f32 // 2
  memref.store %v, %a[%i] : memref<1xf32> // 3
  %y = memref.load %a[%i] : memref<1xf32> // 4
  return // 5
}

func.func @partial_view(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 9>} : memref<16xf32> // 0
  %s = memref.subview %a[0] [8] [1] : memref<16xf32> to memref<8xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 3
  %x = arith.addf %v, %v : f32 // 4
  linalg.fill ins(%v : f32) outs(%s : memref<8xf32>) // 5, 7
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// Casts and reshapes describe all of it.
func.func @whole_view(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4, 5 to 9>} : memref<16xf32> // 0
  %s = memref.expand_shape %a [[0, 1]] output_shape [4, 4] : memref<16xf32> into memref<4x4xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 3
  %x = arith.addf %v, %v : f32 // 4
  linalg.fill ins(%v : f32) outs(%s : memref<4x4xf32>) // 5, 7
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// An op that also reads it, through whatever operand, overwrites nothing.
func.func @read_and_overwritten(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 2
  %x = arith.addf %v, %v : f32 // 3
  linalg.exp ins(%a : memref<16xf32>) outs(%a : memref<16xf32>) // 4, 7
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}

// What goes through a select may be another buffer.
func.func @select(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 8>} : memref<16xf32> // 1
  %s = arith.select %c, %a, %b : memref<16xf32> // 2
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 3
  memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 4
  %y = arith.addf %v, %v : f32 // 5
  memref.copy %in, %s : memref<16xf32> to memref<16xf32> // 6
  memref.copy %s, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// Bytes between the elements are not overwritten, and another view reads them.
func.func @padding(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 10>} : memref<4x4xf32,strided<[8,1]>> // 0
  %r = memref.reinterpret_cast %a to offset: [0], sizes: [2, 8], strides: [8, 1] : memref<4x4xf32, strided<[8, 1]>> to memref<2x8xf32, strided<[8, 1]>> // 1
  linalg.fill ins(%v : f32) outs(%r : memref<2x8xf32, strided<[8, 1]>>) // 2, 4
  %x = arith.addf %v, %v : f32 // 5
  linalg.fill ins(%v : f32) outs(%a : memref<4x4xf32, strided<[8, 1]>>) // 6, 8
  %y = memref.load %r[%i, %i] : memref<2x8xf32, strided<[8, 1]>> // 9
  return // 10
}

// Overwritten in one branch, needed before it because of the other.
func.func @one_branch(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 3, 4 to 8>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  scf.if %c { // 2
    %x = arith.addf %v, %v : f32 // 3
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 4
    scf.yield // 5
  } // 6
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

// Overwritten in both: not needed before.
func.func @both_branches(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 4 to 6, 7 to 11>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  scf.if %c { // 2
    %x = arith.addf %v, %v : f32 // 3
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 4
    scf.yield // 5
  } else {
    %x = arith.addf %v, %v : f32 // 6
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 7
    scf.yield // 8
  } // 9
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 10
  return // 11
}

// In all regions of a switch, of which the default comes first in time.
func.func @index_switch(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %n: index) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 4 to 6, 7 to 11>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  scf.index_switch %n // 2
  case 0 {
    %x = arith.addf %v, %v : f32 // 6
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 7
    scf.yield // 8
  }
  default {
    %x = arith.addf %v, %v : f32 // 3
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 4
    scf.yield // 5
  } // 9
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 10
  return
}
