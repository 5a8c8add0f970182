// RUN: %idealloc-opt %s --idealloc='in-place=false dump-problem=%t.csv' -o /dev/null
// RUN: FileCheck %s --input-file=%t.csv --check-prefix=CSV
// RUN: idealloc-plan %t.csv -o %t.plan.csv > /dev/null
// RUN: %idealloc-opt %s --idealloc='in-place=false lower=false load-plan=%t.plan.csv' | FileCheck %s
// RUN: not idealloc-opt %s --idealloc=capacity=default:300 2>&1 | FileCheck %s --check-prefix=NOTE

// Buffers are called as their locations are, where that tells them apart, and
// by their position where not: names that two have, or a number. A note points
// at the line of the op, which its location does not tell.

// CSV:      id,lower,upper,size,alignment
// CSV-NEXT: stem/conv,
// CSV-NEXT: "block, 1",
// CSV-NEXT: @net#2,
// CSV-NEXT: @net#3,
// CSV-NEXT: @net#4,
// CHECK-COUNT-5: idealloc.slice
// NOTE: assign-offsets-names.mlir:[[#@LINE+2]]:3: note: 256 bytes of 'stem/conv' here
func.func @net(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %stem = memref.alloc() : memref<8x8xf32> loc("stem/conv")
  %block = memref.alloc() : memref<8x8xf32> loc("block, 1"("file.py":1:2))
  %c = memref.alloc() : memref<8x8xf32> loc("twice")
  %d = memref.alloc() : memref<8x8xf32> loc("twice")
  %e = memref.alloc() : memref<8x8xf32> loc("0")
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%stem : memref<8x8xf32>) permutation = [1, 0]
  linalg.transpose ins(%stem : memref<8x8xf32>) outs(%block : memref<8x8xf32>) permutation = [1, 0]
  linalg.transpose ins(%block : memref<8x8xf32>) outs(%c : memref<8x8xf32>) permutation = [1, 0]
  linalg.add ins(%stem, %c : memref<8x8xf32>, memref<8x8xf32>) outs(%d : memref<8x8xf32>)
  linalg.transpose ins(%d : memref<8x8xf32>) outs(%e : memref<8x8xf32>) permutation = [1, 0]
  linalg.add ins(%stem, %e : memref<8x8xf32>, memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}
