// MLIR's ranges take 3 for the largest remainder of 13, ..., 17 by 5.

// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s

// CHECK-LABEL: func.func @modulo(
func.func @modulo(%v: i8, %at: index) {
  affine.for %i = 13 to 18 {
    %q = affine.apply affine_map<(d0) -> (d0 mod 5)>(%i)
    // CHECK: memref.alloc() {{.*}} : memref<4xi8>
    %x = memref.alloc(%q) : memref<?xi8>
    memref.store %v, %x[%at] : memref<?xi8>
  }
  return
}
