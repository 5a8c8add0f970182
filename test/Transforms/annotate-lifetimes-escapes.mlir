// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -allow-unregistered-dialect | FileCheck %s

// What leaves the function, or goes where no analysis follows, is not planned;
// what stays is.

// CHECK-LABEL: func.func @returned(
func.func @returned(%v: f32, %i: index) -> memref<16xf32> {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  memref.store %v, %b[%i] : memref<16xf32> // 2
  memref.copy %b, %a : memref<16xf32> to memref<16xf32> // 3
  return %a : memref<16xf32>
}

// CHECK-LABEL: func.func @returned_through_views_and_branches(
func.func @returned_through_views_and_branches(%c: i1) -> memref<8xf32> {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  // CHECK: memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  %r = scf.if %c -> (memref<8xf32>) {
    %s = memref.subview %a[0] [8] [1] : memref<16xf32> to memref<8xf32>
    scf.yield %s : memref<8xf32>
  } else {
    scf.yield %b : memref<8xf32>
  }
  return %r : memref<8xf32>
}

// CHECK-LABEL: func.func @stored_in_a_memref(
func.func @stored_in_a_memref(%box: memref<1xmemref<16xf32>>, %i: index) {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  memref.store %a, %box[%i] : memref<1xmemref<16xf32>>
  return
}

// CHECK-LABEL: func.func @carriers(
func.func @carriers(%v: f32) {
  // CHECK-COUNT-4: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  %c = memref.alloc() : memref<16xf32>
  %d = memref.alloc() : memref<16xf32>
  %u = builtin.unrealized_conversion_cast %a : memref<16xf32> to !llvm.ptr
  %p = memref.extract_aligned_pointer_as_index %b : memref<16xf32> -> index
  %t = bufferization.to_tensor %c : memref<16xf32> to tensor<16xf32>
  "test.unknown"(%d) : (memref<16xf32>) -> ()
  return
}

// Captured by the region of an op that is not known.
//
// CHECK-LABEL: func.func @captured_by_unknown_op(
func.func @captured_by_unknown_op(%v: f32, %i: index) {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  "test.region"() ({
    // CHECK: memref.alloc() : memref<8xf32>
    %b = memref.alloc() : memref<8xf32>
    memref.store %v, %b[%i] : memref<8xf32>
    memref.store %v, %a[%i] : memref<16xf32>
    "test.yield"() : () -> ()
  }) : () -> ()
  return
}

// Ops that are not known do no harm to what they do not touch.
//
// CHECK-LABEL: func.func @untouched_by_unknown_op(
func.func @untouched_by_unknown_op(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2, 3 to 4>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  memref.store %v, %a[%i] : memref<16xf32> // 1
  "test.unknown"() : () -> () // 2
  memref.store %v, %a[%i] : memref<16xf32> // 3
  return
}

// Several blocks make nothing escape.
//
// CHECK-LABEL: func.func @several_blocks(
func.func @several_blocks(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  memref.store %v, %a[%i] : memref<16xf32> // 1
  cf.br ^next // 2
^next:
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<8xf32>
  %b = memref.alloc() : memref<8xf32> // 3
  memref.store %v, %b[%i] : memref<8xf32> // 4
  return
}

// Nor do several blocks in a region.
//
// CHECK-LABEL: func.func @several_blocks_in_a_region(
func.func @several_blocks_in_a_region(%c: i1, %v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  scf.execute_region { // 1, 7
    // CHECK: memref.alloc() : memref<8xf32>
    %b = memref.alloc() : memref<8xf32> // 2
    cf.cond_br %c, ^x, ^y // 3
  ^x:
    memref.store %v, %a[%i] : memref<16xf32> // 4
    scf.yield // 5
  ^y:
    scf.yield // 6
  }
  return
}

// A type without a size of its own.
//
// CHECK-LABEL: func.func @cast_to_unknown_type(
func.func @cast_to_unknown_type() {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  %u = builtin.unrealized_conversion_cast %a : memref<16xf32> to memref<4x4xf32>
  return
}
