// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// Ticks stand at the ends of lines: every op takes one in pre-order from 0, an
// op with regions one more on exit. An access by an op lasts [enter, exit + 1).

// CHECK-LABEL: func.func @straight_line(
func.func @straight_line(%in: memref<16xf32>, %out: memref<16xf32>) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>, idealloc.slot = 0 : i64} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>, idealloc.slot = 0 : i64} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  memref.copy %a, %b : memref<16xf32> to memref<16xf32> // 3
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 4
  return // 5
}

// An access by an op with a region lasts until the op ends.
//
// CHECK-LABEL: func.func @op_with_region(
func.func @op_with_region(%v: f32, %out: memref<16xf32>) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>) // 1, 2 (yield), 3
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 4
  return
}

// A write that is never read is an access like others; what lies between two of
// them is not needed.
//
// CHECK-LABEL: func.func @dead_store(
func.func @dead_store(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3, 4 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  memref.store %v, %a[%i] : memref<16xf32> // 2
  memref.store %v, %b[%i] : memref<16xf32> // 3
  memref.store %v, %a[%i] : memref<16xf32> // 4
  return
}

// memref.dim and memref.rank read the descriptor, not the buffer.
//
// CHECK-LABEL: func.func @dim_is_no_access(
func.func @dim_is_no_access(%v: f32, %i: index) -> index {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %d = memref.dim %a, %i : memref<16xf32> // 1
  memref.store %v, %a[%i] : memref<16xf32> // 2
  %e = memref.dim %a, %i : memref<16xf32> // 3
  return %e : index
}

// Atomic and prefetching ops are accesses as well.
//
// CHECK-LABEL: func.func @unusual_accesses(
func.func @unusual_accesses(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 8>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 10>} : memref<16xf32>
  %c = memref.alloc() : memref<16xf32> // 2
  memref.prefetch %a[%i], read, locality<3>, data : memref<16xf32> // 3
  %x = memref.atomic_rmw addf %v, %a[%i] : (f32, memref<16xf32>) -> f32 // 4
  %y = memref.generic_atomic_rmw %b[%i] : memref<16xf32> { // 5, 7
  ^bb0(%old: f32):
    memref.atomic_yield %old : f32 // 6
  }
  affine.store %v, %c[%i] : memref<16xf32> // 8
  %z = affine.load %c[%i] : memref<16xf32> // 9
  return
}

// Old lifetimes and those of allocations that are no longer plannable go.
//
// CHECK-LABEL: func.func @old_lifetimes(
func.func @old_lifetimes(%v: f32, %i: index) -> memref<16xf32> {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3>} : memref<16xf32>
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 99>} : memref<16xf32> // 0
  // CHECK: memref.alloc() : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 99>} : memref<16xf32> // 1
  memref.store %v, %a[%i] : memref<16xf32> // 2
  return %b : memref<16xf32>
}
