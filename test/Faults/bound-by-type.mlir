// A bound that is only the width of a type takes no memory that is not there.

// RUN: %idealloc-opt %s --idealloc=capacity=default:65536 --remarks-filter=idealloc -o %t 2>&1 | FileCheck %s
// CHECK: Function=typed | Kind=dynamic-shape
// CHECK: Plan | {{.*}} Function=typed | Allocations=1, ArenaBytes=64,

func.func @typed(%n: i16, %x: memref<16xf32>, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %s = arith.index_castui %n : i16 to index
  %d = memref.alloc(%s) : memref<?xf32>
  %v = memref.load %x[%c0] : memref<16xf32>
  memref.store %v, %d[%c0] : memref<?xf32>
  %w = memref.load %d[%c0] : memref<?xf32>
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%w : f32) outs(%a : memref<16xf32>)
  linalg.exp ins(%a : memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
