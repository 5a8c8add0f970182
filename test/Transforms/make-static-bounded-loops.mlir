// The bounds of an affine.for need not be constant for sizes around it to have
// one.
//
// RUN: idealloc-opt %s --idealloc-make-static | FileCheck %s

// CHECK-LABEL: func.func @variable_bounds(
func.func @variable_bounds(%n: index, %m: index, %a: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %v = arith.constant 1.0 : f32
  affine.for %i = 0 to %n {
    affine.store %v, %a[0] : memref<16xf32>
  }
  // CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
  %unbounded = memref.alloc(%m) : memref<?xf32>
  memref.store %v, %unbounded[%c0] : memref<?xf32>
  // CHECK: memref.alloc() {alignment = 4 : i64} : memref<32xi8>
  %size = arith.minui %m, %c8 : index
  %bounded = memref.alloc(%size) : memref<?xf32>
  memref.store %v, %bounded[%c0] : memref<?xf32>
  return
}
