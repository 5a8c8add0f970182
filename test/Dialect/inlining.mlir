// RUN: %idealloc-opt %s --inline | FileCheck %s

// Inlined, the slices would sit in the frame of another plan.
//
// CHECK-LABEL: func.func private @holds_an_arena(
// CHECK:         idealloc.arena
func.func private @holds_an_arena(%v: f32, %out: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 2 to 5 : memref<64xi8> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// CHECK-NOT: @holds_none
func.func private @holds_none(%out: memref<16xf32>, %v: f32) {
  linalg.fill ins(%v : f32) outs(%out : memref<16xf32>)
  return
}

// CHECK-LABEL: func.func @caller(
// CHECK-SAME:    %[[V:.*]]: f32, %[[OUT:.*]]: memref<16xf32>)
// CHECK-NEXT:    call @holds_an_arena(%[[V]], %[[OUT]])
// CHECK-NEXT:    linalg.fill ins(%[[V]] : f32) outs(%[[OUT]] : memref<16xf32>)
// CHECK-NEXT:    return
func.func @caller(%v: f32, %out: memref<16xf32>) {
  call @holds_an_arena(%v, %out) : (f32, memref<16xf32>) -> ()
  call @holds_none(%out, %v) : (memref<16xf32>, f32) -> ()
  return
}

// What a caller with an arena calls may still be inlined into it.
//
// CHECK-LABEL: func.func @caller_with_arena(
// CHECK:         %[[ARENA:.*]] = idealloc.arena
// CHECK:         %[[A:.*]] = idealloc.slice %[[ARENA]][0]
// CHECK-NEXT:    linalg.fill {{.*}} outs(%[[A]] : memref<16xf32>)
// CHECK-NEXT:    return
func.func @caller_with_arena(%v: f32) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 2 to 5 : memref<64xi8> to memref<16xf32>
  call @holds_none(%a, %v) : (memref<16xf32>, f32) -> ()
  return
}
