// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=argument | FileCheck %s

// The last argument is the arena. Callers pass the bytes behind their own, so a
// function needs its own bytes and the largest frame that it calls.

// CHECK-LABEL: func.func private @leaf(
// CHECK-SAME:    %{{.*}}: f32, %[[ARENA:.*]]: memref<64xi8> {idealloc.arena = {alignment = 64 : i64, bytes = 64 : i64}})
// CHECK:         memref.view %[[ARENA]]
func.func private @leaf(%v: f32) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<64xi8> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  return
}

// CHECK-LABEL: func.func private @other_leaf(
// CHECK-SAME:    memref<256xi8> {idealloc.arena = {alignment = 128 : i64, bytes = 256 : i64}})
func.func private @other_leaf(%v: f32) {
  %arena = idealloc.arena {alignment = 128 : i64} : memref<256xi8>
  return
}

// 100 own bytes; behind them, at 128, the larger of two frames.
//
// CHECK-LABEL: func.func @middle(
// CHECK-SAME:    %[[V:.*]]: f32, %[[ARENA:.*]]: memref<384xi8> {idealloc.arena = {alignment = 128 : i64, bytes = 384 : i64}})
// CHECK:         %[[C128:.*]] = arith.constant 128 : index
// CHECK-NEXT:    %[[FRAME:.*]] = memref.view %[[ARENA]][%[[C128]]][] : memref<384xi8> to memref<64xi8>
// CHECK-NEXT:    call @leaf(%[[V]], %[[FRAME]])
// CHECK:         %[[FRAME:.*]] = memref.view %[[ARENA]][%{{.*}}][] : memref<384xi8> to memref<256xi8>
// CHECK-NEXT:    call @other_leaf(%[[V]], %[[FRAME]])
func.func @middle(%v: f32) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<100xi8>
  call @leaf(%v) : (f32) -> ()
  call @other_leaf(%v) : (f32) -> ()
  return
}

// Without bytes of its own, a caller hands its argument on; in a loop it is
// always the same frame.
//
// CHECK-LABEL: func.func @top(
// CHECK-SAME:    %[[ARENA:[a-z0-9]+]]: memref<384xi8> {idealloc.arena = {alignment = 128 : i64, bytes = 384 : i64}})
// CHECK:         scf.for
// CHECK-NEXT:      call @middle(%{{.*}}, %[[ARENA]])
func.func @top(%v: f32, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    func.call @middle(%v) : (f32) -> ()
  }
  return
}

// Results stay; what is declared or needs no arena is left alone.
//
// CHECK-LABEL: func.func private @declared(f32)
// CHECK-LABEL: func.func @with_result(
// CHECK-SAME:    %{{.*}}: f32, %{{.*}}: memref<16xi8>
// CHECK-SAME:    -> f32
// CHECK:         call @declared(%{{.*}}) : (f32) -> ()
func.func private @declared(f32)
func.func @with_result(%v: f32) -> f32 {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<16xi8>
  call @declared(%v) : (f32) -> ()
  return %v : f32
}

// CHECK-LABEL: func.func @no_arena() {
func.func @no_arena() {
  return
}

// An arena that is used as such keeps its size in a larger argument.
// CHECK-LABEL: func.func @bare_use
// CHECK-SAME:    %{{[a-z0-9]+}}: i1, %[[ARENA:[a-z0-9]+]]: memref<128xi8> {idealloc.arena
// CHECK:         %[[FIRST:.*]] = memref.view %[[ARENA]]{{.*}} : memref<128xi8> to memref<64xi8>
// CHECK:         %[[SECOND:.*]] = memref.view %[[ARENA]]{{.*}} : memref<128xi8> to memref<64xi8>
// CHECK:         arith.select %{{.*}}, %[[FIRST]], %[[SECOND]] : memref<64xi8>
func.func @bare_use(%which: i1) {
  %first = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %second = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %one = arith.select %which, %first, %second : memref<64xi8>
  return
}
