// A copy within an in-place pair goes, and the numbers stay.

// RUN: %differential %s --storage alloc --storage alloca | FileCheck %s

// CHECK: 3 buffers planned, 2 checksums agree
func.func @copies(%x: memref<64xf32>, %y: memref<64xf32>) {
  %a = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  %b = memref.alloc() : memref<64xf32>
  memref.copy %a, %b : memref<64xf32> to memref<64xf32>
  %c = memref.alloc() : memref<64xf32>
  linalg.copy ins(%b : memref<64xf32>) outs(%c : memref<64xf32>)
  linalg.negf ins(%c : memref<64xf32>) outs(%y : memref<64xf32>)
  return
}
