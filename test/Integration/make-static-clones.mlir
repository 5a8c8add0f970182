// Clones keep their bits, with the original freed first, and in a loop that
// hands one on.

// RUN: %differential %s --entry main --storage alloc --storage alloca | FileCheck %s

// CHECK: {{[1-9]}} buffers planned, 3 checksums agree
func.func @main(%x: memref<16xf32>, %y: memref<16xf32>, %z: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  %c = bufferization.clone %a : memref<16xf32> to memref<16xf32>
  memref.dealloc %a : memref<16xf32>
  memref.copy %c, %y : memref<16xf32> to memref<16xf32>
  memref.dealloc %c : memref<16xf32>
  %init = bufferization.clone %x : memref<16xf32> to memref<16xf32>
  %r = scf.for %i = %c0 to %c3 step %c1 iter_args(%old = %init) -> (memref<16xf32>) {
    %t = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%t : memref<16xf32>)
    %new = bufferization.clone %t : memref<16xf32> to memref<16xf32>
    memref.dealloc %t : memref<16xf32>
    memref.dealloc %old : memref<16xf32>
    scf.yield %new : memref<16xf32>
  }
  memref.copy %r, %z : memref<16xf32> to memref<16xf32>
  memref.dealloc %r : memref<16xf32>
  return
}
