// Instances of parallel bodies of unknown number compute the same in arenas of their
// own, in every storage.

// RUN: %differential %s --storage alloc --storage alloca --storage argument --storage global --instances body | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=instances=body --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=ALL

// ALL-NOT: NotPlanned
// CHECK: {{[1-9][0-9]*}} buffers planned, 3 checksums agree

func.func @bodies(%x: memref<12xf32>, %y: memref<12xf32>, %z: memref<12xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %n = memref.dim %x, %c0 : memref<12xf32>
  %rows = arith.divui %n, %c4 : index
  %a = memref.alloc() : memref<12xf32>
  memref.copy %x, %a : memref<12xf32> to memref<12xf32>
  scf.forall (%i) in (%rows) {
    %t = memref.alloc() : memref<4xf32>
    scf.for %j = %c0 to %c4 step %c1 {
      %p = affine.apply affine_map<(d0, d1) -> (4 * d0 + d1)>(%i, %j)
      %v = memref.load %a[%p] : memref<12xf32>
      memref.store %v, %t[%j] : memref<4xf32>
    }
    scf.parallel (%k) = (%c0) to (%c4) step (%c1) {
      %u = memref.alloc() : memref<4xf32>
      memref.copy %t, %u : memref<4xf32> to memref<4xf32>
      %w = memref.alloc() : memref<4xf32>
      linalg.add ins(%u, %u : memref<4xf32>, memref<4xf32>) outs(%w : memref<4xf32>)
      %p = affine.apply affine_map<(d0, d1) -> (4 * d0 + d1)>(%i, %k)
      %v = memref.load %w[%k] : memref<4xf32>
      memref.store %v, %y[%p] : memref<12xf32>
    }
    %o = memref.alloc() : memref<4xf32>
    linalg.add ins(%t, %t : memref<4xf32>, memref<4xf32>) outs(%o : memref<4xf32>)
    scf.for %j = %c0 to %c4 step %c1 {
      %p = affine.apply affine_map<(d0, d1) -> (4 * d0 + d1)>(%i, %j)
      %v = memref.load %o[%j] : memref<4xf32>
      memref.store %v, %z[%p] : memref<12xf32>
    }
  }
  return
}
