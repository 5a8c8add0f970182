// RUN: %idealloc-opt %s --split-input-file --idealloc=lower=false --remarks-filter=idealloc 2>&1 | FileCheck %s

// Elements have the size of the lowering: bits of vectors are packed, a 0-d
// vector is one element, and what has no bits has no size.

// CHECK: Function=zero_d | {{.*}} ArenaBytes=16,
func.func @zero_d(%i: index, %v: vector<f32>) {
  %a = memref.alloc() : memref<4xvector<f32>>
  memref.store %v, %a[%i] : memref<4xvector<f32>>
  return
}

// -----

// CHECK: Function=no_bits | Kind=unknown-size,
func.func @no_bits(%i: index, %v: i0) {
  %a = memref.alloc() : memref<4xi0>
  memref.store %v, %a[%i] : memref<4xi0>
  return
}

// -----

// CHECK: Function=no_complex_bits | Kind=unknown-size,
func.func @no_complex_bits(%i: index, %v: complex<i0>) {
  %a = memref.alloc() : memref<4xcomplex<i0>>
  memref.store %v, %a[%i] : memref<4xcomplex<i0>>
  return
}

// -----

// CHECK: Function=no_vector_bits | Kind=unknown-size,
func.func @no_vector_bits(%i: index, %v: vector<4xi0>) {
  %a = memref.alloc() : memref<4xvector<4xi0>>
  memref.store %v, %a[%i] : memref<4xvector<4xi0>>
  return
}

// -----

// CHECK: Function=masks | {{.*}} ArenaBytes=16,
func.func @masks(%i: index, %v: vector<8xi1>) -> vector<8xi1> {
  %a = memref.alloc() : memref<16xvector<8xi1>>
  memref.store %v, %a[%i] : memref<16xvector<8xi1>>
  %w = memref.load %a[%i] : memref<16xvector<8xi1>>
  return %w : vector<8xi1>
}

// -----

// Three nibbles take 12 bits, and two bytes, of which there are 5 times 5.
// CHECK: Function=nibbles | {{.*}} ArenaBytes=50,
func.func @nibbles(%i: index, %v: vector<5x3xi4>) {
  %a = memref.alloc() : memref<5xvector<5x3xi4>>
  memref.store %v, %a[%i] : memref<5xvector<5x3xi4>>
  return
}
