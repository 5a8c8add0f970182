// Buffers that private functions return compute the same in the arena of the program,
// in loops and branches and through several callers.

// RUN: %differential %s --storage alloc --storage alloca --storage argument --storage global | FileCheck %s
// RUN: %idealloc-opt %s --idealloc --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=ALL --allow-empty

// ALL-NOT: NotPlanned
// CHECK: {{[1-9][0-9]*}} buffers planned, 3 checksums agree

func.func private @scale(%x: memref<12xf32>, %by: f32) -> memref<12xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c12 = arith.constant 12 : index
  %t = memref.alloc() : memref<12xf32>
  scf.for %i = %c0 to %c12 step %c1 {
    %v = memref.load %x[%i] : memref<12xf32>
    %w = arith.mulf %v, %by : f32
    memref.store %w, %t[%i] : memref<12xf32>
  }
  return %t : memref<12xf32>
}

// One buffer of its own, and one that it hands on.
func.func private @twice(%x: memref<12xf32>, %by: f32) -> memref<12xf32> {
  %a = memref.alloc() : memref<12xf32>
  memref.copy %x, %a : memref<12xf32> to memref<12xf32>
  %b = call @scale(%a, %by) : (memref<12xf32>, f32) -> memref<12xf32>
  return %b : memref<12xf32>
}

func.func @returned(%x: memref<12xf32>, %y: memref<12xf32>, %z: memref<12xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %half = arith.constant 0.5 : f32
  %three = arith.constant 3.0 : f32
  %a = memref.alloc() : memref<12xf32>
  memref.copy %x, %a : memref<12xf32> to memref<12xf32>
  scf.for %i = %c0 to %c3 step %c1 {
    %p = func.call @twice(%a, %half) : (memref<12xf32>, f32) -> memref<12xf32>
    memref.copy %p, %a : memref<12xf32> to memref<12xf32>
  }
  %q = call @twice(%a, %three) : (memref<12xf32>, f32) -> memref<12xf32>
  memref.copy %q, %y : memref<12xf32> to memref<12xf32>
  memref.copy %a, %z : memref<12xf32> to memref<12xf32>
  return
}
