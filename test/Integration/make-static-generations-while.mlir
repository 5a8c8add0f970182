// Buffers that scf.while carries, from either region, keep their bits, with and
// without deallocations, with no trip, one, and several.

// RUN: %differential %s --entry main --storage alloc --storage alloca | FileCheck %s

// CHECK: 5 buffers planned, 6 checksums agree
func.func private @plain(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %i0 = memref.alloc() : memref<16xf32>
  memref.copy %x, %i0 : memref<16xf32> to memref<16xf32>
  %r:2 = scf.while (%i = %c0, %old = %i0) : (index, memref<16xf32>) -> (index, memref<16xf32>) {
    %more = arith.cmpi ult, %i, %n : index
    scf.condition(%more) %i, %old : index, memref<16xf32>
  } do {
  ^bb0(%i: index, %old: memref<16xf32>):
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    memref.dealloc %old : memref<16xf32>
    %next = arith.addi %i, %c1 : index
    scf.yield %next, %new : index, memref<16xf32>
  }
  memref.copy %r#1, %y : memref<16xf32> to memref<16xf32>
  memref.dealloc %r#1 : memref<16xf32>
  return
}
// The buffer is allocated in the first region; the last result is its own.
func.func private @do_while(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:3 = scf.while (%i = %c0, %old = %x) : (index, memref<16xf32>) -> (index, memref<16xf32>, memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    linalg.add ins(%old, %new : memref<16xf32>, memref<16xf32>) outs(%new : memref<16xf32>)
    %more = arith.cmpi ult, %i, %n : index
    scf.condition(%more) %i, %new, %old : index, memref<16xf32>, memref<16xf32>
  } do {
  ^bb0(%i: index, %new: memref<16xf32>, %old: memref<16xf32>):
    %next = arith.addi %i, %c1 : index
    scf.yield %next, %new : index, memref<16xf32>
  }
  linalg.add ins(%r#1, %r#2 : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  return
}
func.func @main(%x: memref<16xf32>, %y: memref<16xf32>, %z: memref<16xf32>, %w: memref<16xf32>, %d: memref<16xf32>, %e: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  call @plain(%c0, %x, %y) : (index, memref<16xf32>, memref<16xf32>) -> ()
  call @plain(%c1, %x, %z) : (index, memref<16xf32>, memref<16xf32>) -> ()
  call @plain(%c3, %x, %w) : (index, memref<16xf32>, memref<16xf32>) -> ()
  call @do_while(%c0, %x, %d) : (index, memref<16xf32>, memref<16xf32>) -> ()
  call @do_while(%c3, %x, %e) : (index, memref<16xf32>, memref<16xf32>) -> ()
  return
}
