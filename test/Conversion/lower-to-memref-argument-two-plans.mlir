// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=argument | FileCheck %s

// Two plans of one memory space are live together, so their arenas lie behind
// one another in the argument, each aligned as it asks, and frames of callees
// behind both.

func.func private @leaf(%v: f32) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}

// CHECK-LABEL: func.func @two(
// CHECK-SAME:    %[[ARENA:[a-z0-9]+]]: memref<320xi8> {idealloc.arena = {alignment = 128 : i64, bytes = 320 : i64}})
// CHECK:         memref.view %[[ARENA]][%c0][] : memref<320xi8> to memref<16xf32>
// CHECK:         %[[C128:.*]] = arith.constant 128 : index
// CHECK:         %[[SECOND:.*]] = memref.view %[[ARENA]][%[[C128]]][] : memref<320xi8> to memref<65xi8>
// CHECK:         memref.view %[[SECOND]][%{{.*}}][] : memref<65xi8> to memref<16xf32>
// CHECK:         %[[C256:.*]] = arith.constant 256 : index
// CHECK:         %[[FRAME:.*]] = memref.view %[[ARENA]][%[[C256]]][] : memref<320xi8> to memref<64xi8>
// CHECK:         call @leaf(%{{.*}}, %[[FRAME]])
func.func @two(%v: f32, %i: index) {
  %first = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %first[0] slot 0 live 0 to 9 : memref<64xi8> to memref<16xf32>
  %second = idealloc.arena {alignment = 128 : i64} : memref<65xi8>
  %b = idealloc.slice %second[0] slot 0 live 0 to 9 : memref<65xi8> to memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i] : memref<16xf32>
  call @leaf(%v) : (f32) -> ()
  return
}
