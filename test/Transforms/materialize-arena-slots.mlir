// Allocations of one slot and memory space become slices of one slot; others get
// numbers of their own.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --idealloc-assign-offsets --idealloc-materialize-arena | FileCheck %s

// CHECK-LABEL: func.func @slots(
// CHECK:         %[[X:.*]] = idealloc.slice %{{.*}}[[[X_AT:[0-9]+]]] slot 0 live
// CHECK:         %[[R:.*]] = scf.if
// CHECK:           idealloc.slice %[[ARENA:.*]][[[AT:[0-9]+]]] slot 1 live
// CHECK:           idealloc.slice %[[ARENA]][[[AT]]] slot 1 live
// CHECK:         idealloc.slice %{{.*}}[0] slot 2 live {{.*}} memref<16xf32, 1>
// CHECK:         idealloc.slice %{{.*}}[0] slot 2 live {{.*}} memref<16xf32, 1>
func.func @slots(%c: i1, %in: memref<16xf32>, %out: memref<16xf32>) {
  %x = memref.alloc() : memref<16xf32>
  memref.copy %in, %x : memref<16xf32> to memref<16xf32>
  %r = scf.if %c -> (memref<16xf32>) {
    %a = memref.alloc() : memref<16xf32>
    memref.copy %in, %a : memref<16xf32> to memref<16xf32>
    scf.yield %a : memref<16xf32>
  } else {
    %b = memref.alloc() : memref<16xf32>
    memref.copy %in, %b : memref<16xf32> to memref<16xf32>
    scf.yield %b : memref<16xf32>
  }
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  memref.copy %x, %out : memref<16xf32> to memref<16xf32>
  %d = memref.alloc() : memref<16xf32, 1>
  %e = memref.alloc() : memref<16xf32, 1>
  memref.copy %in, %d : memref<16xf32> to memref<16xf32, 1>
  linalg.exp ins(%d : memref<16xf32, 1>) outs(%e : memref<16xf32, 1>)
  memref.copy %e, %out : memref<16xf32, 1> to memref<16xf32>
  return
}
