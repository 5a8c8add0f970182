// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// An access through any view is an access to the buffer; making the view is none.

// CHECK-LABEL: func.func @subview_and_cast(
func.func @subview_and_cast(%v: f32, %i: index, %out: memref<?xf32>) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %s = memref.subview %a[4] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 4>> // 1
  %c = memref.cast %s : memref<8xf32, strided<[1], offset: 4>> to memref<?xf32, strided<[?], offset: ?>> // 2
  memref.store %v, %a[%i] : memref<16xf32> // 3
  memref.copy %c, %out : memref<?xf32, strided<[?], offset: ?>> to memref<?xf32> // 4
  return
}

// CHECK-LABEL: func.func @collapse_and_expand(
func.func @collapse_and_expand(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>} : memref<4x4xf32>
  %a = memref.alloc() : memref<4x4xf32> // 0
  %c = memref.collapse_shape %a [[0, 1]] : memref<4x4xf32> into memref<16xf32> // 1
  %e = memref.expand_shape %c [[0, 1]] output_shape [2, 8] : memref<16xf32> into memref<2x8xf32> // 2
  memref.store %v, %c[%i] : memref<16xf32> // 3
  memref.store %v, %e[%i, %i] : memref<2x8xf32> // 4
  return
}

// CHECK-LABEL: func.func @view_of_bytes(
func.func @view_of_bytes(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3>} : memref<256xi8>
  %a = memref.alloc() : memref<256xi8> // 0
  %w = memref.view %a[%i][] : memref<256xi8> to memref<4x4xf32> // 1
  memref.store %v, %w[%i, %i] : memref<4x4xf32> // 2
  return
}

// CHECK-LABEL: func.func @reinterpret_and_transpose(
func.func @reinterpret_and_transpose(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %r = memref.reinterpret_cast %a to offset: [0], sizes: [4, 4], strides: [4, 1] : memref<16xf32> to memref<4x4xf32> // 1
  %t = memref.transpose %r (i, j) -> (j, i) : memref<4x4xf32> to memref<4x4xf32, strided<[1, 4]>> // 2
  memref.store %v, %r[%i, %i] : memref<4x4xf32> // 3
  memref.store %v, %t[%i, %i] : memref<4x4xf32, strided<[1, 4]>> // 4
  return
}

// CHECK-LABEL: func.func @memory_space_cast_and_assume_alignment(
func.func @memory_space_cast_and_assume_alignment(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %m = memref.memory_space_cast %a : memref<16xf32> to memref<16xf32, 5> // 1
  %g = memref.assume_alignment %m, 16 : memref<16xf32, 5> // 2
  memref.store %v, %a[%i] : memref<16xf32> // 3
  memref.store %v, %g[%i] : memref<16xf32, 5> // 4
  return
}

// The shape of a reshape is read by it.
//
// CHECK-LABEL: func.func @reshape(
func.func @reshape(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>} : memref<2xindex>
  %shape = memref.alloc() : memref<2xindex> // 1
  memref.store %i, %shape[%i] : memref<2xindex> // 2
  %r = memref.reshape %a(%shape) : (memref<16xf32>, memref<2xindex>) -> memref<?x?xf32> // 3
  memref.store %v, %r[%i, %i] : memref<?x?xf32> // 4
  return
}

// CHECK-LABEL: func.func @extract_strided_metadata(
func.func @extract_strided_metadata(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %base, %offset, %size, %stride = memref.extract_strided_metadata %a : memref<16xf32> -> memref<f32>, index, index, index // 1
  %r = memref.reinterpret_cast %base to offset: [%offset], sizes: [4], strides: [1] : memref<f32> to memref<4xf32, strided<[1], offset: ?>> // 2
  memref.store %v, %r[%i] : memref<4xf32, strided<[1], offset: ?>> // 3
  return
}

// CHECK-LABEL: func.func @cast_to_unranked(
func.func @cast_to_unranked(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %u = memref.cast %a : memref<16xf32> to memref<*xf32> // 1
  %r = memref.cast %u : memref<*xf32> to memref<?xf32> // 2
  memref.store %v, %r[%i] : memref<?xf32> // 3
  return
}
