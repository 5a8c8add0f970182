// A loop that compares unsigned runs beyond the largest signed number; its
// induction variable is bounded by no more than its width.

// RUN: %differential %s --storage alloc --storage alloca | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s --check-prefix=STATIC

// CHECK: {{[1-9][0-9]*}} buffers planned, 1 checksums agree

// The largest byte, 255, times the bytes of f32.
// STATIC-LABEL: func.func @unsigned
// STATIC: memref.alloc() {{.*}} : memref<1020xi8>

func.func @unsigned(%x: memref<24xf32>) {
  %low = arith.constant 0 : i8
  %one = arith.constant 1 : i8
  %high = arith.constant 200 : i8
  %c0 = arith.constant 0 : index
  %c3 = arith.constant 3 : index
  %kept = memref.alloc() : memref<24xf32>
  memref.copy %x, %kept : memref<24xf32> to memref<24xf32>
  %v = memref.load %x[%c3] : memref<24xf32>
  scf.for unsigned %i = %low to %high step %one : i8 {
    %n = arith.index_castui %i : i8 to index
    %a = memref.alloc(%n) : memref<?xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<?xf32>)
  }
  memref.copy %kept, %x : memref<24xf32> to memref<24xf32>
  return
}
