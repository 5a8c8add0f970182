// RUN: %idealloc-opt %s --split-input-file --idealloc='concurrent=@a,@b storage=global lower=false' | FileCheck %s
// RUN: %idealloc-opt %s --split-input-file --idealloc='storage=global lower=false' | FileCheck %s --check-prefix=ALONE

// Entry points that may run at the same time share no bytes; one that runs
// alone shares them with all. The arena has the bytes of both.

// CHECK: module attributes {idealloc.memories = [{arenas = 192 : i64, bytes = 192 : i64, {{.*}}load = 192 : i64, lower_bound = 192 : i64, space = 0 : i64, status = "optimal"
// CHECK-LABEL: func.func private @leaf(
// CHECK-SAME:    idealloc.program = {number = 0 : i64, party = 1 : i64}
// CHECK:         idealloc.slice %{{.*}}[[[LEAF:0|64]]]
// CHECK-LABEL: func.func @a(
// CHECK-SAME:    idealloc.concurrent
// CHECK:         idealloc.arena {alignment = 64 : i64, program} : memref<192xi8>
// CHECK-NEXT:    idealloc.slice %{{.*}}[{{0|64}}]
// CHECK-LABEL: func.func @b(
// CHECK-SAME:    party = 2
// CHECK:         idealloc.slice %{{.*}}[128]
// CHECK-LABEL: func.func @c(
// CHECK-NOT:     idealloc.concurrent
// CHECK:         idealloc.arena {alignment = 64 : i64, program} : memref<192xi8>
// CHECK-NEXT:    idealloc.slice %{{.*}}[0]
// ALONE: arenas = 128 : i64, bytes = 128 : i64
module {
  func.func private @leaf(%x: memref<16xf32>) {
    %t = memref.alloc() : memref<16xf32>
    memref.copy %x, %t : memref<16xf32> to memref<16xf32>
    memref.copy %t, %x : memref<16xf32> to memref<16xf32>
    return
  }
  func.func @a(%x: memref<16xf32>, %y: memref<16xf32>) {
    %t = memref.alloc() : memref<16xf32>
    memref.copy %x, %t : memref<16xf32> to memref<16xf32>
    call @leaf(%x) : (memref<16xf32>) -> ()
    memref.copy %t, %y : memref<16xf32> to memref<16xf32>
    return
  }
  func.func @b(%x: memref<16xf32>) {
    %t = memref.alloc() : memref<16xf32>
    memref.copy %x, %t : memref<16xf32> to memref<16xf32>
    memref.copy %t, %x : memref<16xf32> to memref<16xf32>
    return
  }
  func.func @c(%x: memref<48xf32>) {
    %t = memref.alloc() : memref<16xf32>
    %s = memref.subview %x[0] [16] [1] : memref<48xf32> to memref<16xf32, strided<[1]>>
    memref.copy %s, %t : memref<16xf32, strided<[1]>> to memref<16xf32>
    memref.copy %t, %s : memref<16xf32> to memref<16xf32, strided<[1]>>
    return
  }
}

// -----

// A state is apart from all, and what both read is no tie.
//
// CHECK: states = [{bytes = 64 : i64, name = "h", offset = [[STATE:[0-9]+]] : i64}]
// CHECK-LABEL: func.func @a(
// CHECK-DAG:     idealloc.slice %{{.*}}[[[STATE]]]
// CHECK-DAG:     idealloc.slice %{{.*}}[[[A:[0-9]+]]] slot 0
// CHECK-LABEL: func.func @b(
// CHECK-NOT:     idealloc.slice %{{.*}}[[[A]]]
// CHECK:         return
module {
  memref.global "private" @h : memref<16xf32> = uninitialized {idealloc.state}
  func.func private @get(%y: memref<16xf32>) {
    %h = memref.get_global @h : memref<16xf32>
    memref.copy %h, %y : memref<16xf32> to memref<16xf32>
    return
  }
  func.func @a(%x: memref<16xf32>) {
    %h = memref.get_global @h : memref<16xf32>
    %t = memref.alloc() : memref<16xf32>
    memref.copy %x, %t : memref<16xf32> to memref<16xf32>
    linalg.add ins(%t, %h : memref<16xf32>, memref<16xf32>) outs(%h : memref<16xf32>)
    call @get(%t) : (memref<16xf32>) -> ()
    memref.copy %t, %x : memref<16xf32> to memref<16xf32>
    return
  }
  func.func @b(%x: memref<16xf32>) {
    %t = memref.alloc() : memref<16xf32>
    call @get(%t) : (memref<16xf32>) -> ()
    memref.copy %t, %x : memref<16xf32> to memref<16xf32>
    return
  }
}
