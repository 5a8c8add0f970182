// Dynamic shapes within a bound compute the same in the arena, every size up to the
// bound included.

// RUN: %differential %s --storage alloc --storage alloca | FileCheck %s
// RUN: %idealloc-opt %s --idealloc --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=ALL

// ALL-NOT: NotPlanned
// CHECK: {{[1-9][0-9]*}} buffers planned, 2 checksums agree

func.func @bounded(%x: memref<24xf32>, %y: memref<24xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c5 = arith.constant 5 : index
  %c24 = arith.constant 24 : index
  scf.for %i = %c0 to %c24 step %c5 {
    %n = affine.min affine_map<(d0) -> (24 - d0, 5)>(%i)
    %a = memref.alloc(%n) : memref<?xf32>
    %b = memref.alloc(%n, %n) : memref<?x?xf32>
    %k = memref.alloc(%n) : memref<?xi1>
    scf.for %j = %c0 to %n step %c1 {
      %p = arith.addi %i, %j : index
      %v = memref.load %x[%p] : memref<24xf32>
      memref.store %v, %a[%j] : memref<?xf32>
      %big = arith.cmpf ogt, %v, %v : f32
      memref.store %big, %k[%j] : memref<?xi1>
    }
    scf.for %j = %c0 to %n step %c1 {
      scf.for %l = %c0 to %n step %c1 {
        %v = memref.load %a[%j] : memref<?xf32>
        %w = memref.load %a[%l] : memref<?xf32>
        %m = arith.mulf %v, %w : f32
        memref.store %m, %b[%j, %l] : memref<?x?xf32>
      }
    }
    scf.for %j = %c0 to %n step %c1 {
      scf.for %l = %c0 to %n step %c1 {
        %p = arith.addi %i, %j : index
        %m = memref.load %b[%j, %l] : memref<?x?xf32>
        %o = memref.load %y[%p] : memref<24xf32>
        %z = memref.load %k[%l] : memref<?xi1>
        %s = arith.addf %m, %o : f32
        %t = arith.select %z, %o, %s : f32
        memref.store %t, %y[%p] : memref<24xf32>
      }
    }
  }
  return
}
