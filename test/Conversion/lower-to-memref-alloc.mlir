// RUN: %idealloc-opt %s --idealloc-lower-to-memref | FileCheck %s --check-prefixes=CHECK,FREE
// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=alloc | FileCheck %s --check-prefixes=CHECK,FREE
// RUN: %idealloc-opt %s --idealloc-lower-to-memref=dealloc-arena=false | FileCheck %s --check-prefixes=CHECK,KEEP

// KEEP-NOT: memref.dealloc

// CHECK-LABEL: func.func @straight(
// CHECK-NEXT:    %[[ARENA:.*]] = memref.alloc() {alignment = 64 : i64{{.*}}} : memref<128xi8>
// CHECK-NEXT:    %[[C0:.*]] = arith.constant 0 : index
// CHECK-NEXT:    %[[A:.*]] = memref.view %[[ARENA]][%[[C0]]][] : memref<128xi8> to memref<16xf32>
// CHECK-NEXT:    %[[C64:.*]] = arith.constant 64 : index
// CHECK-NEXT:    %[[B:.*]] = memref.view %[[ARENA]][%[[C64]]][] : memref<128xi8> to memref<4x4xf32>
// CHECK-NEXT:    memref.store %{{.*}}, %[[A]]
// CHECK-NEXT:    memref.store %{{.*}}, %[[B]]
// FREE-NEXT:     memref.dealloc %[[ARENA]] {bufferization.manual_deallocation} : memref<128xi8>
// CHECK-NEXT:    return
func.func @straight(%v: f32, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<128xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<128xi8> to memref<16xf32>
  %b = idealloc.slice %arena[64] slot 1 live 0 to 9 : memref<128xi8> to memref<4x4xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i, %i] : memref<4x4xf32>
  return
}

// Freed at every exit of the function, and only there.
//
// CHECK-LABEL: func.func @two_exits(
// CHECK:         %[[ARENA:.*]] = memref.alloc()
// CHECK:         cf.cond_br
// CHECK:       ^bb1:
// CHECK:         memref.store
// FREE-NEXT:     memref.dealloc %[[ARENA]]
// CHECK-NEXT:    return
// CHECK:       ^bb2:
// FREE-NEXT:     memref.dealloc %[[ARENA]]
// CHECK-NEXT:    return
func.func @two_exits(%c: i1, %v: f32, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  cf.cond_br %c, ^x, ^y
^x:
  %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<64xi8> to memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
^y:
  return
}

// Slices in regions become views there.
//
// CHECK-LABEL: func.func @in_a_loop(
// CHECK:         %[[ARENA:.*]] = memref.alloc()
// CHECK:         scf.for
// CHECK:           memref.view %[[ARENA]]
// CHECK:         }
// FREE-NEXT:     memref.dealloc %[[ARENA]]
// CHECK-NEXT:    return
func.func @in_a_loop(%n: index, %v: f32) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<64xi8> to memref<16xf32>
    memref.store %v, %a[%i] : memref<16xf32>
  }
  return
}

// CHECK-LABEL: func.func @several_spaces(
// CHECK-DAG:     memref.alloc() {alignment = 64 : i64{{.*}}} : memref<64xi8, 1>
// CHECK-DAG:     memref.alloc() {alignment = 128 : i64{{.*}}} : memref<32xi8, "L1">
// FREE-COUNT-2:  memref.dealloc
// CHECK:         return
func.func @several_spaces(%v: f32, %i: index) {
  %one = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
  %l1 = idealloc.arena {alignment = 128 : i64} : memref<32xi8, "L1">
  %a = idealloc.slice %one[0] slot 0 live 0 to 9 : memref<64xi8, 1> to memref<16xf32, 1>
  %b = idealloc.slice %l1[0] slot 1 live 0 to 9 : memref<32xi8, "L1"> to memref<8xf32, "L1">
  memref.store %v, %a[%i] : memref<16xf32, 1>
  memref.store %v, %b[%i] : memref<8xf32, "L1">
  return
}

// CHECK-LABEL: func.func @no_arena()
// CHECK-NEXT:    return
func.func @no_arena() {
  return
}
