// Two buffers that meet at several ops share a slot where each of these ops bears it.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed
// RUN: idealloc-opt %s --idealloc-assign-offsets --idealloc-verify-offsets -o /dev/null

// Two layers with the same two buffers.
func.func @layers(%x: memref<16xf32>, %y: memref<16xf32>, %z: memref<16xf32>) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7, 8 to 13>, idealloc.slot = 0 : i64} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8, 9 to 14>, idealloc.slot = 0 : i64} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  memref.copy %b, %z : memref<16xf32> to memref<16xf32>
  memref.copy %y, %a : memref<16xf32> to memref<16xf32>
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  memref.copy %b, %z : memref<16xf32> to memref<16xf32>
  return
}

// In turns, and nothing in between: each is dead where the other is written.
func.func @turns(%x: memref<16xf32>, %y: memref<16xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 17>, idealloc.slot = 0 : i64} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 14>, idealloc.slot = 0 : i64} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
    linalg.tanh ins(%b : memref<16xf32>) outs(%a : memref<16xf32>)
  }
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  return
}

// The second layer transposes, which takes bytes of its own.
func.func @one_does_not(%x: memref<4x4xf32>, %y: memref<4x4xf32>, %z: memref<4x4xf32>) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7, 8 to 12>} : memref<4x4xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8, 9 to 13>} : memref<4x4xf32>
  memref.copy %x, %a : memref<4x4xf32> to memref<4x4xf32>
  linalg.exp ins(%a : memref<4x4xf32>) outs(%b : memref<4x4xf32>)
  memref.copy %b, %z : memref<4x4xf32> to memref<4x4xf32>
  memref.copy %y, %a : memref<4x4xf32> to memref<4x4xf32>
  linalg.transpose ins(%a : memref<4x4xf32>) outs(%b : memref<4x4xf32>) permutation = [1, 0]
  memref.copy %b, %z : memref<4x4xf32> to memref<4x4xf32>
  return
}

// Both are needed between the two ops.
func.func @both_needed(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 19>} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 20>} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  linalg.tanh ins(%b : memref<16xf32>) outs(%y : memref<16xf32>)
  linalg.add ins(%a, %b : memref<16xf32>, memref<16xf32>) outs(%a : memref<16xf32>)
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}

// Both are needed where the loop begins anew.
func.func @needed_next_time(%x: memref<16xf32>, %y: memref<16xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 20>} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 20>} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  memref.copy %x, %b : memref<16xf32> to memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    linalg.add ins(%a, %b : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
    linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
    linalg.tanh ins(%b : memref<16xf32>) outs(%a : memref<16xf32>)
  }
  return
}

// What is written next is only a part, so that the rest is needed.
func.func @part(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 11>} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 10>} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  %p = memref.subview %b[0] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1]>>
  %q = memref.subview %a[0] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1]>>
  memref.copy %p, %q : memref<8xf32, strided<[1]>> to memref<8xf32, strided<[1]>>
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  return
}

// Only the second of two partners is dead wherever it meets %a.
func.func @two_partners(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 21>, idealloc.slot = 0 : i64} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 17>, idealloc.slot = 0 : i64} : memref<16xf32>
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 21>} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  linalg.exp ins(%a : memref<16xf32>) outs(%c : memref<16xf32>)
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  linalg.add ins(%a, %c : memref<16xf32>, memref<16xf32>) outs(%b : memref<16xf32>)
  linalg.tanh ins(%b : memref<16xf32>) outs(%a : memref<16xf32>)
  linalg.add ins(%a, %c : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  return
}
