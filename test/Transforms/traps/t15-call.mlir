// T15. Two functions planned independently from offset 0 of one scratchpad: the
// callee's buffer overlaps %a, which is live across the call. So functions that
// call one another have one plan.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets | FileCheck %s
// RUN: %idealloc-opt %s --idealloc="storage=alloc shorten=false schedule=off" | FileCheck %s --check-prefix=ALLOC
// RUN: %idealloc-opt %s --idealloc="storage=argument shorten=false schedule=off" | FileCheck %s --check-prefix=ARG
// RUN: %idealloc-opt %s --idealloc="storage=global shorten=false schedule=off" | FileCheck %s --check-prefix=GLOBAL
// RUN: %idealloc-opt %s --idealloc='storage=argument program=false shorten=false schedule=off' | FileCheck %s --check-prefix=FRAMES
// RUN: not idealloc-opt %s --idealloc='storage=global program=false shorten=false schedule=off' 2>&1 | FileCheck %s --check-prefix=ALONE

// GLOBAL:      memref.global "private" @__idealloc_arena : memref<128xi8>
// CHECK-LABEL: func.func private @leaf(
// CHECK:         memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 8>, idealloc.offset = 64 : i64, idealloc.program_lifetime = #idealloc.lifetime<5 to 12>} : memref<16xf32>
// ALLOC-LABEL: func.func private @leaf(
// ALLOC-SAME:    memref<128xi8> {idealloc.arena
// ALLOC-NOT:     memref.alloc
func.func private @leaf(%x: memref<16xf32>, %v: f32) {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  linalg.add ins(%t, %x : memref<16xf32>, memref<16xf32>) outs(%x : memref<16xf32>)
  return
}

// CHECK-LABEL: func.func @t15_call(
// CHECK:         memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>, idealloc.offset = 0 : i64, idealloc.program_lifetime = #idealloc.lifetime<1 to 16>} : memref<16xf32>
// ALLOC-LABEL: func.func @t15_call(
// ALLOC:         %[[ARENA:.*]] = memref.alloc() {alignment = 64 : i64{{.*}}} : memref<128xi8>
// ALLOC:         call @leaf(%{{.*}}, %{{.*}}, %[[ARENA]])
// ARG-LABEL:   func.func @t15_call(
// ARG-SAME:      %[[ARENA:[a-z0-9]+]]: memref<128xi8> {idealloc.arena = {alignment = 64 : i64, bytes = 128 : i64}})
// ARG:           call @leaf(%{{.*}}, %{{.*}}, %[[ARENA]])
// FRAMES-LABEL: func.func @t15_call(
// FRAMES-SAME:   %[[ARENA:[a-z0-9]+]]: memref<128xi8> {idealloc.arena = {alignment = 64 : i64, bytes = 128 : i64}})
// FRAMES:        %[[C64:.*]] = arith.constant 64 : index
// FRAMES:        %[[FRAME:.*]] = memref.view %[[ARENA]][%[[C64]]][] : memref<128xi8> to memref<64xi8>
// FRAMES:        call @leaf(%{{.*}}, %{{.*}}, %[[FRAME]])
func.func @t15_call(%out: memref<16xf32>, %v: f32) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // ALONE: :[[@LINE+1]]:3: error: {{.*}}reaches 'leaf', which holds a global arena, from 't15_call'
  func.call @leaf(%out, %v) : (memref<16xf32>, f32) -> ()
  linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
