// RUN: %idealloc-opt %s --split-input-file --idealloc='storage=global lower=false' | FileCheck %s
// RUN: %idealloc-opt %s --split-input-file --idealloc='storage=argument' | FileCheck %s --check-prefix=ARGUMENT
// RUN: not idealloc-opt %s --split-input-file --idealloc --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=ALLOC

// A state lies in the arena, apart from all buffers of all entry points.

// CHECK: module attributes {idealloc.memories = [{arenas = 4096 : i64, bytes = 4096 : i64, globals = 0 : i64, load = 4096 : i64, lower_bound = 4096 : i64, space = 1 : i64, states = [{bytes = 2048 : i64, name = "h", offset = [[STATE:[0-9]+]] : i64}], status = "optimal", unplanned = 0 : i64}]}
// CHECK-NOT:   memref.global
// CHECK-LABEL: func.func @step(
// CHECK:         %[[ARENA:.*]] = idealloc.arena {alignment = 64 : i64, program, state} : memref<4096xi8, 1>
// CHECK-DAG:     %[[H:.*]] = idealloc.slice %[[ARENA]][[[STATE]]] slot {{[0-9]+}} live 0 to {{[0-9]+}} : memref<4096xi8, 1> to memref<512xf32, 1>
// CHECK-DAG:     idealloc.slice %[[ARENA]][[[BUFFER:[0-9]+]]] slot
// CHECK:         memref.copy %{{.*}}, %[[H]]
// CHECK-LABEL: func.func @other(
// CHECK:         idealloc.slice %{{.*}}[[[BUFFER]]] slot
// CHECK-LABEL: func.func @read(
// CHECK-NEXT:    %[[ARENA:.*]] = idealloc.arena
// CHECK-NEXT:    %[[H:.*]] = idealloc.slice %[[ARENA]][[[STATE]]]
// CHECK-NEXT:    memref.copy %[[H]]
// ARGUMENT-LABEL: func.func @read(
// ARGUMENT-SAME:    %{{[a-z0-9]+}}: memref<4096xi8, 1> {idealloc.arena = {alignment = 64 : i64, bytes = 4096 : i64, state}}
// ALLOC: error: has an arena that must survive calls ('idealloc.state'), which storage=alloc gives back when it returns; use storage=argument, global, symbol or address
module {
  memref.global "private" @h : memref<512xf32, 1> = uninitialized {idealloc.state}
  func.func @step(%x: memref<512xf32>, %y: memref<512xf32>) {
    %h = memref.get_global @h : memref<512xf32, 1>
    %t = memref.alloc() : memref<512xf32, 1>
    linalg.generic {indexing_maps = [affine_map<(i)->(i)>, affine_map<(i)->(i)>, affine_map<(i)->(i)>], iterator_types = ["parallel"]}
      ins(%x, %h : memref<512xf32>, memref<512xf32, 1>) outs(%t : memref<512xf32, 1>) {
    ^bb0(%p: f32, %q: f32, %o: f32):
      %r = arith.addf %p, %q : f32
      linalg.yield %r : f32
    }
    memref.copy %t, %h : memref<512xf32, 1> to memref<512xf32, 1>
    memref.copy %t, %y : memref<512xf32, 1> to memref<512xf32>
    return
  }
  func.func @other(%x: memref<512xf32>) {
    %t = memref.alloc() : memref<512xf32, 1>
    memref.copy %x, %t : memref<512xf32> to memref<512xf32, 1>
    memref.copy %t, %x : memref<512xf32, 1> to memref<512xf32>
    return
  }
  func.func @read(%y: memref<512xf32>) {
    %h = memref.get_global @h : memref<512xf32, 1>
    memref.copy %h, %y : memref<512xf32, 1> to memref<512xf32>
    return
  }
}

// -----

// An allocation that is marked is one memory for all calls. Its deallocation
// goes, its pin and its alignment stay.
//
// CHECK:       states = [{bytes = 64 : i64, name = "count", offset = 256 : i64}]
// CHECK-LABEL: func.func @counted(
// CHECK:         %[[H:.*]] = idealloc.slice %{{.*}}[256] slot {{[0-9]+}} live 0 to {{[0-9]+}} {alignment = 128 : i64}
// CHECK-NOT:     memref.dealloc
// CHECK:         return
module {
  func.func @counted(%x: memref<16xf32>) {
    %h = memref.alloc() {alignment = 128 : i64, idealloc.state, idealloc.pin = 256} : memref<16xf32, 1> loc("count")
    memref.copy %h, %x : memref<16xf32, 1> to memref<16xf32>
    memref.copy %x, %h : memref<16xf32> to memref<16xf32, 1>
    memref.dealloc %h : memref<16xf32, 1>
    return
  }
}

// -----

// In a callee and in a loop as well; with several states.
//
// CHECK:       states = [{bytes = 64 : i64, name = "a", offset = {{.*}}}, {bytes = 64 : i64, name = "b", offset = {{.*}}}]
// CHECK-LABEL: func.func private @leaf(
// CHECK:         scf.for
// CHECK-NEXT:      idealloc.slice
module {
  memref.global "private" @a : memref<16xf32> = uninitialized {idealloc.state}
  memref.global "private" @b : memref<16xf32> = uninitialized {idealloc.state}
  func.func private @leaf(%x: memref<16xf32>, %n: index) {
    %c0 = arith.constant 0 : index
    %c1 = arith.constant 1 : index
    scf.for %i = %c0 to %n step %c1 {
      %a = memref.get_global @a : memref<16xf32>
      memref.copy %x, %a : memref<16xf32> to memref<16xf32>
    }
    return
  }
  func.func @entry(%x: memref<16xf32>, %n: index) {
    %b = memref.get_global @b : memref<16xf32>
    call @leaf(%b, %n) : (memref<16xf32>, index) -> ()
    memref.copy %x, %b : memref<16xf32> to memref<16xf32>
    return
  }
}
