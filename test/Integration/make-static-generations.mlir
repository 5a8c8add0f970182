// Generations that a loop carries compute the same in two buffers: a step of two, a
// lower bound, an inner loop, a branch, no iteration at all.

// RUN: %differential %s --storage alloc --storage alloca | FileCheck %s
// RUN: %idealloc-opt %s --idealloc --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=ALL

// ALL-NOT: NotPlanned
// CHECK: {{[1-9][0-9]*}} buffers planned, 2 checksums agree

func.func @generations(%x: memref<8xf32>, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c3 = arith.constant 3 : index
  %c8 = arith.constant 8 : index
  %c14 = arith.constant 14 : index
  %r = scf.for %i = %c3 to %c14 step %c2 iter_args(%old = %x) -> (memref<8xf32>) {
    %new = memref.alloc() : memref<8xf32>
    scf.for %j = %c0 to %c8 step %c1 {
      %k = affine.apply affine_map<(d0) -> ((d0 + 3) mod 8)>(%j)
      %a = memref.load %old[%j] : memref<8xf32>
      %b = memref.load %old[%k] : memref<8xf32>
      %s = arith.addf %a, %b : f32
      memref.store %s, %new[%j] : memref<8xf32>
    }
    scf.yield %new : memref<8xf32>
  }
  %q = affine.for %i = 1 to 9 step 3 iter_args(%old = %r) -> (memref<8xf32>) {
    %inner = scf.for %j = %c0 to %i step %c1 iter_args(%prev = %x) -> (memref<8xf32>) {
      %new = memref.alloc() : memref<8xf32>
      scf.for %l = %c0 to %c8 step %c1 {
        %k = affine.apply affine_map<(d0) -> ((d0 + 5) mod 8)>(%l)
        %a = memref.load %prev[%k] : memref<8xf32>
        %b = memref.load %old[%l] : memref<8xf32>
        %s = arith.subf %a, %b : f32
        memref.store %s, %new[%l] : memref<8xf32>
      }
      scf.yield %new : memref<8xf32>
    }
    affine.yield %inner : memref<8xf32>
  }
  %z = scf.for %i = %c3 to %c3 step %c2 iter_args(%old = %q) -> (memref<8xf32>) {
    %new = memref.alloc() : memref<8xf32>
    memref.copy %old, %new : memref<8xf32> to memref<8xf32>
    scf.yield %new : memref<8xf32>
  }
  memref.copy %z, %y : memref<8xf32> to memref<8xf32>
  return
}
