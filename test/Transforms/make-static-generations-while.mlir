// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-make-static --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=PLANNED
// RUN: %idealloc-opt %s --idealloc -o /dev/null
// PLANNED-NOT: NotPlanned

// An scf.while counts no iterations: it carries whose turn it is.

// CHECK-LABEL: func.func @plain(
// CHECK:         %false = arith.constant false
// CHECK:         %[[A:.*]] = memref.alloc()
// CHECK:         %[[B:.*]] = memref.alloc()
// CHECK:         scf.while (%{{.*}} = %{{.*}}, %{{.*}} = %{{.*}}, %[[ODD:.*]] = %false) : (index, memref<16xf32>, i1)
// CHECK:           scf.condition(%{{.*}}) %{{.*}}, %{{.*}}, %[[ODD]]
// CHECK:         ^bb0(%{{.*}}: index, %{{.*}}: memref<16xf32>, %[[TURN:.*]]: i1):
// CHECK:           %[[NEW:.*]] = arith.select %[[TURN]], %[[B]], %[[A]]
// CHECK-NOT:       memref.dealloc
// CHECK:           %[[NEXT:.*]] = arith.xori %[[TURN]], %true
// CHECK:           scf.yield %{{.*}}, %[[NEW]], %[[NEXT]]
// CHECK:         memref.copy
// CHECK-COUNT-3: memref.dealloc
// CHECK-NOT:     memref.dealloc
func.func @plain(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %i0 = memref.alloc() : memref<16xf32>
  memref.copy %x, %i0 : memref<16xf32> to memref<16xf32>
  %r:2 = scf.while (%i = %c0, %old = %i0) : (index, memref<16xf32>) -> (index, memref<16xf32>) {
    %more = arith.cmpi ult, %i, %n : index
    scf.condition(%more) %i, %old : index, memref<16xf32>
  } do {
  ^bb0(%i: index, %old: memref<16xf32>):
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    memref.dealloc %old : memref<16xf32>
    %next = arith.addi %i, %c1 : index
    scf.yield %next, %new : index, memref<16xf32>
  }
  memref.copy %r#1, %y : memref<16xf32> to memref<16xf32>
  memref.dealloc %r#1 : memref<16xf32>
  return
}
// The buffer is allocated in the first region; the last result is its own.
// CHECK-LABEL: func.func @do_while(
// CHECK:         scf.while (%{{.*}} = %{{.*}}, %{{.*}} = %{{.*}}, %[[ODD:.*]] = %false)
// CHECK:           %[[NEW:.*]] = arith.select %[[ODD]]
// CHECK:           scf.condition(%{{.*}}) %{{.*}}, %[[NEW]], %{{.*}}, %[[ODD]]
func.func @do_while(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r:3 = scf.while (%i = %c0, %old = %x) : (index, memref<16xf32>) -> (index, memref<16xf32>, memref<16xf32>) {
    %new = memref.alloc() : memref<16xf32>
    linalg.exp ins(%old : memref<16xf32>) outs(%new : memref<16xf32>)
    linalg.add ins(%old, %new : memref<16xf32>, memref<16xf32>) outs(%new : memref<16xf32>)
    %more = arith.cmpi ult, %i, %n : index
    scf.condition(%more) %i, %new, %old : index, memref<16xf32>, memref<16xf32>
  } do {
  ^bb0(%i: index, %new: memref<16xf32>, %old: memref<16xf32>):
    %next = arith.addi %i, %c1 : index
    scf.yield %next, %new : index, memref<16xf32>
  }
  linalg.add ins(%r#1, %r#2 : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  return
}

// Two buffers of one loop share the turn; the loop around it carries them on.

// CHECK-LABEL: func.func @nested(
// CHECK-COUNT-4: memref.alloc()
// CHECK:         scf.while
// CHECK-COUNT-2:   memref.alloc()
// CHECK:           scf.while
// CHECK-NOT:         memref.alloc()
// CHECK:         return
func.func @nested(%c: i1, %x: memref<16xf32>, %y: memref<16xf32>) {
  %r:2 = scf.while (%p = %x, %q = %y) : (memref<16xf32>, memref<16xf32>) -> (memref<16xf32>, memref<16xf32>) {
    scf.condition(%c) %p, %q : memref<16xf32>, memref<16xf32>
  } do {
  ^bb0(%p: memref<16xf32>, %q: memref<16xf32>):
    %s:2 = scf.while (%a = %x, %b = %y) : (memref<16xf32>, memref<16xf32>) -> (memref<16xf32>, memref<16xf32>) {
      scf.condition(%c) %a, %b : memref<16xf32>, memref<16xf32>
    } do {
    ^bb0(%a: memref<16xf32>, %b: memref<16xf32>):
      %new = memref.alloc() : memref<16xf32>
      linalg.exp ins(%a : memref<16xf32>) outs(%new : memref<16xf32>)
      %other = memref.alloc() : memref<16xf32>
      linalg.add ins(%b, %p : memref<16xf32>, memref<16xf32>) outs(%other : memref<16xf32>)
      scf.yield %new, %other : memref<16xf32>, memref<16xf32>
    }
    scf.yield %s#0, %s#1 : memref<16xf32>, memref<16xf32>
  }
  linalg.add ins(%r#0, %r#1 : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  return
}
