// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=global | FileCheck %s

// One uninitialised global for all arenas of a memory space in a module, as
// large as the largest, with a name that nothing else has: entry points do not
// run at the same time.

// CHECK-DAG: memref.global "private" @__idealloc_arena : memref<1xf32> = uninitialized
memref.global "private" @__idealloc_arena : memref<1xf32> = uninitialized

// CHECK-DAG:   memref.global "private" @[[NEW:__idealloc_arena_[0-9]+]] : memref<64xi8> = uninitialized {alignment = 64 : i64}
// CHECK-DAG:   memref.global "private" @[[ONE:__idealloc_arena_1(_[0-9]+)?]] : memref<64xi8, 1>
// CHECK-DAG:   memref.global "private" @__idealloc_arena_L1 : memref<64xi8, "L1">
// CHECK-LABEL: func.func @single(
// CHECK-NEXT:    %[[ARENA:.*]] = memref.get_global @[[NEW]] : memref<64xi8>
// CHECK:         memref.view %[[ARENA]]
// CHECK-NOT:     memref.dealloc
func.func @single(%v: f32, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<64xi8> to memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// CHECK-LABEL: func.func @smaller(
// CHECK-NEXT:    %[[ARENA:.*]] = memref.get_global @[[NEW]] : memref<64xi8>
// CHECK:         memref.view %[[ARENA]][%{{.*}}][] : memref<64xi8> to memref<4xf32>
func.func @smaller(%v: f32, %i: index) {
  %arena = idealloc.arena {alignment = 16 : i64} : memref<16xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<16xi8> to memref<4xf32>
  memref.store %v, %a[%i] : memref<4xf32>
  return
}

// CHECK-LABEL: func.func @two_spaces()
// CHECK-DAG:     memref.get_global @[[ONE]] : memref<64xi8, 1>
// CHECK-DAG:     memref.get_global @__idealloc_arena_L1 : memref<64xi8, "L1">
func.func @two_spaces() {
  %one = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
  %l1 = idealloc.arena {alignment = 64 : i64} : memref<64xi8, "L1">
  return
}

// CHECK-LABEL: module @nested
// CHECK:         memref.global "private" @__idealloc_arena : memref<32xi8>
// CHECK:         func.func @single()
// CHECK:           memref.get_global @__idealloc_arena : memref<32xi8>
module @nested {
  func.func @single() {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<32xi8>
    return
  }
}

// Callees without an arena are no danger, nor is one that does not call back.
//
// CHECK-LABEL: func.func @calls(
// CHECK:         memref.get_global @[[NEW]]
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

// The program's arena is one for a function and what it calls.
//
// CHECK-LABEL: func.func private @callee(
// CHECK:         memref.get_global @[[NEW]]
// CHECK-LABEL: func.func @caller(
// CHECK:         memref.get_global @[[NEW]]
func.func private @callee() {
  %arena = idealloc.arena {alignment = 64 : i64, program} : memref<64xi8>
  return
}
func.func @caller() {
  %arena = idealloc.arena {alignment = 64 : i64, program} : memref<64xi8>
  call @callee() : () -> ()
  return
}

// Arenas of different plans in different spaces are different memory.
//
// CHECK-LABEL: func.func private @in_one(
// CHECK-NEXT:    memref.get_global @[[ONE]] : memref<64xi8, 1>
func.func private @in_one() {
  %one = idealloc.arena {alignment = 64 : i64, program} : memref<64xi8, 1>
  return
}
// CHECK-LABEL: func.func @in_both()
// CHECK-DAG:     memref.get_global @[[ONE]] : memref<64xi8, 1>
// CHECK-DAG:     memref.get_global @__idealloc_arena_L1 : memref<64xi8, "L1">
func.func @in_both() {
  %one = idealloc.arena {alignment = 64 : i64, program} : memref<64xi8, 1>
  %l1 = idealloc.arena {alignment = 64 : i64} : memref<64xi8, "L1">
  call @in_one() : () -> ()
  return
}
