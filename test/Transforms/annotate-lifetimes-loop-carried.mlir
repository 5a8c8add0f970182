// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// Initial buffers are the block arguments and the results: they live from the
// first write, through the loop, to the last read of a result. Accesses in
// the loop are accesses to both.
//
// CHECK-LABEL: func.func @swap(
func.func @swap(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 10>} : memref<16xf32>
  %p = memref.alloc() : memref<16xf32> // 2
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 10>} : memref<16xf32>
  %q = memref.alloc() : memref<16xf32> // 3
  memref.store %v, %p[%c0] : memref<16xf32> // 4
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%s = %p, %d = %q) -> (memref<16xf32>, memref<16xf32>) { // 5, 8
    memref.copy %s, %d : memref<16xf32> to memref<16xf32> // 6
    scf.yield %d, %s : memref<16xf32>, memref<16xf32> // 7
  }
  %x = memref.load %r#1[%c0] : memref<16xf32> // 9
  return
}

// CHECK-LABEL: func.func @same_buffer_each_time(
func.func @same_buffer_each_time(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 8>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 2
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%x = %a) -> (memref<16xf32>) { // 3, 6
    memref.store %v, %x[%i] : memref<16xf32> // 4
    scf.yield %x : memref<16xf32> // 5
  }
  %y = memref.load %r[%c0] : memref<16xf32> // 7
  return
}

// The next generation is made while the last one is read: refused. The initial
// buffer is planned, here at its reads alone: nothing writes it.
//
// CHECK-LABEL: func.func @two_generations(
func.func @two_generations(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6, 8 to 9>} : memref<16xf32>
  %init = memref.alloc() : memref<16xf32> // 2
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%last = %init) -> (memref<16xf32>) { // 3, 7
    // CHECK: memref.alloc() : memref<16xf32>
    %next = memref.alloc() : memref<16xf32> // 4
    memref.copy %last, %next : memref<16xf32> to memref<16xf32> // 5
    scf.yield %next : memref<16xf32> // 6
  }
  %y = memref.load %r[%c0] : memref<16xf32> // 8
  return
}

// Yielded out of the loop, but not read in it: one slot.
//
// CHECK-LABEL: func.func @last_generation_only(
func.func @last_generation_only(%n: index, %v: f32, %init: memref<16xf32>) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%last = %init) -> (memref<16xf32>) { // 2, 6
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 8>} : memref<16xf32>
    %next = memref.alloc() : memref<16xf32> // 3
    memref.store %v, %next[%i] : memref<16xf32> // 4
    scf.yield %next : memref<16xf32> // 5
  }
  %y = memref.load %r[%c0] : memref<16xf32> // 7
  return
}

// A buffer of the outer body that an inner loop carries lives in one iteration
// of the outer.
//
// CHECK-LABEL: func.func @carried_by_the_inner_loop(
func.func @carried_by_the_inner_loop(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  scf.for %i = %c0 to %n step %c1 { // 2, 10
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<16xf32>
    %a = memref.alloc() : memref<16xf32> // 3
    %r = scf.for %j = %c0 to %n step %c1 iter_args(%x = %a) -> (memref<16xf32>) { // 4, 7
      memref.store %v, %x[%j] : memref<16xf32> // 5
      scf.yield %x : memref<16xf32> // 6
    }
    %y = memref.load %r[%c0] : memref<16xf32> // 8
  } // 9 (yield)
  return
}

// Values of a while loop travel from the initial operands to both regions and
// the results.
//
// CHECK-LABEL: func.func @scf_while(
func.func @scf_while(%go: i1, %v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 8>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %r = scf.while (%x = %a) : (memref<16xf32>) -> memref<16xf32> { // 1, 6
    memref.store %v, %x[%i] : memref<16xf32> // 2
    scf.condition(%go) %x : memref<16xf32> // 3
  } do {
  ^bb0(%y: memref<16xf32>):
    memref.store %v, %y[%i] : memref<16xf32> // 4
    scf.yield %y : memref<16xf32> // 5
  }
  %z = memref.load %r[%i] : memref<16xf32> // 7
  return
}

// A buffer made before the condition and used after it, in the same iteration.
//
// CHECK-LABEL: func.func @while_from_before_to_after(
func.func @while_from_before_to_after(%go: i1, %v: f32, %i: index) {
  scf.while : () -> memref<16xf32> { // 0
    // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 5>} : memref<16xf32>
    %a = memref.alloc() : memref<16xf32> // 1
    memref.store %v, %a[%i] : memref<16xf32> // 2
    scf.condition(%go) %a : memref<16xf32> // 3
  } do {
  ^bb0(%x: memref<16xf32>):
    %y = memref.load %x[%i] : memref<16xf32> // 4
    scf.yield
  }
  return
}
