// The body of a parallel loop of which nobody knows how many instances run has an
// arena of its own. As long as it is planned it is a function.

// RUN: %idealloc-opt %s --idealloc-make-static=instances=body | FileCheck %s --check-prefix=BODY
// RUN: %idealloc-opt %s --idealloc='instances=body shorten=false schedule=off lower=false' | FileCheck %s --check-prefix=PLAN
// RUN: %idealloc-opt %s --idealloc='instances=body shorten=false schedule=off' | FileCheck %s --check-prefixes=LOWER,ALLOC
// RUN: %idealloc-opt %s --idealloc='instances=body shorten=false schedule=off storage=alloca' | FileCheck %s --check-prefixes=LOWER,ALLOCA
// RUN: %idealloc-opt %s --idealloc='instances=body shorten=false schedule=off storage=global' | FileCheck %s --check-prefixes=LOWER,GLOBAL
// RUN: %idealloc-opt %s --idealloc='instances=body shorten=false schedule=off storage=argument' | FileCheck %s --check-prefixes=LOWER,ARGUMENT

// Two buffers that one instance never needs together, and one of the function.

// BODY-LABEL: func.func @body(
// BODY: memref.alloc()
// BODY: scf.forall
// BODY-NEXT: func.call @body__body(
// BODY-NEXT: }
// BODY-LABEL: func.func private @body__body(
// BODY-SAME: attributes {idealloc.body}
// BODY-COUNT-2: memref.alloc()

// PLAN-LABEL: func.func @body(
// PLAN: idealloc.arena {alignment = 64 : i64} : memref<64xi8>
// PLAN-LABEL: func.func private @body__body(
// PLAN-SAME: idealloc.body
// PLAN: %[[ARENA:.*]] = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
// PLAN: idealloc.slice %[[ARENA]][0]
// PLAN: idealloc.slice %[[ARENA]][0]

// GLOBAL: memref.global "private" @__idealloc_arena : memref<64xi8>
// LOWER-LABEL: func.func @body(
// ARGUMENT-SAME: memref<64xi8> {idealloc.arena
// LOWER: scf.forall
// ALLOC: %[[MEMORY:.*]] = memref.alloc() {{.*}} : memref<64xi8>
// ALLOCA: %[[MEMORY:.*]] = memref.alloca() {{.*}} : memref<64xi8>
// GLOBAL: %[[MEMORY:.*]] = memref.alloc() {{.*}} : memref<64xi8>
// ARGUMENT: %[[MEMORY:.*]] = memref.alloc() {{.*}} : memref<64xi8>
// LOWER: memref.view %[[MEMORY]]
// LOWER: memref.view %[[MEMORY]]
// ALLOC: memref.dealloc %[[MEMORY]]
// LOWER: }
// LOWER: return
// LOWER-NOT: idealloc.body
// LOWER-NOT: @body__body
func.func @body(%n: index, %v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  scf.forall (%i) in (%n) {
    %p = memref.alloc() : memref<16xf32>
    memref.copy %a, %p : memref<16xf32> to memref<16xf32>
    memref.copy %p, %out : memref<16xf32> to memref<16xf32>
    %q = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%q : memref<16xf32>)
    memref.copy %q, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// A number comes out, constants are copied, one loop is in another.

// BODY-LABEL: func.func @nested(
// BODY: scf.parallel
// BODY-NEXT: %[[SUM:.*]] = func.call @nested__body{{.*}}(
// BODY-NEXT: scf.reduce(%[[SUM]] : f32)
// BODY-LABEL: func.func private @nested__body
// BODY: arith.constant 3 : index
// BODY: affine.parallel
// BODY-NEXT: func.call @nested__body{{.*}}(
// BODY-NEXT: }
// BODY: return %{{.*}} : f32
// BODY-LABEL: func.func private @nested__body
// BODY: affine.store
func.func @nested(%n: index, %v: f32, %out: memref<16xf32>) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %r = scf.parallel (%i) = (%c0) to (%n) step (%c1) init (%v) -> f32 {
    %p = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%p : memref<16xf32>)
    affine.parallel (%j) = (0) to (symbol(%n)) {
      %q = memref.alloc() : memref<16xf32>
      affine.store %v, %q[%j mod 16] : memref<16xf32>
      memref.copy %q, %out : memref<16xf32> to memref<16xf32>
    }
    %s = memref.load %p[%c3] : memref<16xf32>
    scf.reduce(%s : f32) {
    ^bb0(%a: f32, %b: f32):
      %t = arith.addf %a, %b : f32
      scf.reduce.return %t : f32
    }
  }
  return %r : f32
}

// A software pipeline in a body.

// PLAN-LABEL: func.func @pipeline(
// PLAN-LABEL: func.func private @pipeline__body(
// PLAN: idealloc.arena {alignment = 64 : i64} : memref<68xi8>
// PLAN-COUNT-2: idealloc.slice
// PLAN-NOT: memref.alloc
func.func @pipeline(%n: index, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  scf.forall (%i) in (%n) {
    %b = memref.alloc() : memref<16xf32>
    %t = memref.alloc() : memref<1xi32>
    memref.dma_start %x[%c0], %b[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
    scf.for %j = %c0 to %n step %c1 {
      memref.dma_wait %t[%c0], %c16 : memref<1xi32>
      memref.copy %b, %y : memref<16xf32> to memref<16xf32>
      memref.dma_start %x[%c0], %b[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
    }
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  }
  return
}
