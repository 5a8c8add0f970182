// A carried buffer with the deallocations of a deallocation pass keeps its bits,
// with no trip, one, and several.

// RUN: %differential %s --entry main --storage alloc --storage alloca | FileCheck %s

// Out of a loop of blocks, too, once MLIR has found the loop.
// RUN: %idealloc-opt %s --convert-scf-to-cf --lift-cf-to-scf --canonicalize -o %t.mlir
// RUN: %differential %t.mlir --entry main --storage alloc --storage alloca | FileCheck %s

// CHECK: 3 buffers planned, 4 checksums agree
func.func private @carried(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%old = %a) -> (memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    memref.dealloc %old : memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  memref.copy %r, %y : memref<16xf32> to memref<16xf32>
  memref.dealloc %r : memref<16xf32>
  return
}
func.func @main(%x: memref<16xf32>, %y: memref<16xf32>, %z: memref<16xf32>, %w: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  call @carried(%c0, %x, %y) : (index, memref<16xf32>, memref<16xf32>) -> ()
  call @carried(%c1, %x, %z) : (index, memref<16xf32>, memref<16xf32>) -> ()
  call @carried(%c3, %x, %w) : (index, memref<16xf32>, memref<16xf32>) -> ()
  return
}
