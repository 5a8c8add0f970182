// Instances of a parallel body compute the same in parts of one buffer.

// RUN: %differential %s --storage alloc --storage alloca --instance-bytes 65536 | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=instance-bytes=65536 --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=ALL

// ALL-NOT: NotPlanned
// CHECK: {{[1-9][0-9]*}} buffers planned, 2 checksums agree

func.func @instances(%x: memref<12xf32>, %y: memref<12xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c4 = arith.constant 4 : index
  %c9 = arith.constant 9 : index
  scf.forall (%i) in (3) {
    %t = memref.alloc() : memref<4xf32>
    scf.for %j = %c0 to %c4 step %c1 {
      %p = affine.apply affine_map<(d0, d1) -> (4 * d0 + d1)>(%i, %j)
      %v = memref.load %x[%p] : memref<12xf32>
      memref.store %v, %t[%j] : memref<4xf32>
    }
    scf.parallel (%k) = (%c1) to (%c9) step (%c2) {
      %u = memref.alloc() : memref<4xf32>
      memref.copy %t, %u : memref<4xf32> to memref<4xf32>
      %l = arith.divui %k, %c2 : index
      %p = affine.apply affine_map<(d0, d1) -> (4 * d0 + d1)>(%i, %l)
      %v = memref.load %u[%l] : memref<4xf32>
      %w = arith.addf %v, %v : f32
      memref.store %w, %y[%p] : memref<12xf32>
    }
  }
  return
}
