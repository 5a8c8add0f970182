// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=global | FileCheck %s

// One uninitialised global per arena, named after its function, in the module of
// its function, with a name that nothing else has.

// CHECK: memref.global "private" @[[TAKEN:__idealloc_arena_taken]] : memref<1xf32> = uninitialized
memref.global "private" @__idealloc_arena_taken : memref<1xf32> = uninitialized

// CHECK:       memref.global "private" @[[SINGLE:__idealloc_arena_single]] : memref<64xi8> = uninitialized {alignment = 64 : i64}
// CHECK-LABEL: func.func @single(
// CHECK-NEXT:    %[[ARENA:.*]] = memref.get_global @[[SINGLE]] : memref<64xi8>
// CHECK:         memref.view %[[ARENA]]
// CHECK-NOT:     memref.dealloc
func.func @single(%v: f32, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<64xi8> to memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// CHECK:       memref.global "private" @[[NEW:__idealloc_arena_taken_[0-9]+]] : memref<64xi8>
// CHECK-LABEL: func.func @taken()
// CHECK:         memref.get_global @[[NEW]]
func.func @taken() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}

// CHECK-DAG:   memref.global "private" @[[ONE:__idealloc_arena_two_spaces[_0-9]*]] : memref<64xi8, 1>
// CHECK-DAG:   memref.global "private" @[[L1:__idealloc_arena_two_spaces[_0-9]*]] : memref<64xi8, "L1">
// CHECK-LABEL: func.func @two_spaces()
// CHECK-DAG:     memref.get_global @[[ONE]] : memref<64xi8, 1>
// CHECK-DAG:     memref.get_global @[[L1]] : memref<64xi8, "L1">
func.func @two_spaces() {
  %one = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
  %l1 = idealloc.arena {alignment = 64 : i64} : memref<64xi8, "L1">
  return
}

// CHECK-LABEL: module @nested
// CHECK:         memref.global "private" @__idealloc_arena_single : memref<32xi8>
// CHECK:         func.func @single()
// CHECK:           memref.get_global @__idealloc_arena_single : memref<32xi8>
module @nested {
  func.func @single() {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<32xi8>
    return
  }
}

// Callees without an arena are no danger, nor is one that does not call back.
//
// CHECK-LABEL: func.func @calls(
// CHECK:         memref.get_global @__idealloc_arena_calls
func.func private @declared() attributes {idealloc.nocallback}
func.func private @leaf() {
  return
}
func.func @calls() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<32xi8>
  call @declared() : () -> ()
  call @leaf() : () -> ()
  return
}
