// RUN: %idealloc-opt %s --idealloc='inputs=arena storage=global lower=false shorten=false schedule=off' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='storage=global lower=false shorten=false schedule=off' | FileCheck %s --check-prefix=KEEP
// RUN: not idealloc-opt %s --idealloc='inputs=arena' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=ALLOC
// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc-annotate-lifetimes{inputs=arena})' | FileCheck %s --check-prefix=ANNOTATED

// What entry points take lies in the arena. The input is dead after the copy, so
// the first buffer lies on it.

// CHECK-LABEL: func.func @read_once(
// CHECK-SAME:    %arg0: memref<1024xf32>)
// CHECK-SAME:    idealloc.inputs = [{argument = 0 : i64, bytes = 4096 : i64, lifetime = array<i64: 2, 5>, offset = [[X:[0-9]+]] : i64, space = 1 : i64}]
// CHECK:         %[[ARENA:.*]] = idealloc.arena {alignment = 64 : i64} : memref<8192xi8, 1>
// CHECK-NEXT:    %[[INPUT:.*]] = idealloc.slice %[[ARENA]][[[X]]] slot 0 live 2 to 5
// CHECK-NEXT:    %[[A:.*]] = idealloc.slice %[[ARENA]][[[X]]] slot 0 live 4 to
// CHECK-NEXT:    memref.copy %[[INPUT]], %[[A]]
// CHECK-NOT:     idealloc.deliver
// KEEP-LABEL: func.func @read_once(
// KEEP-SAME:    %arg0: memref<1024xf32, 1>, %arg1: memref<1024xf32>)
// ALLOC: error: takes what lies in its arena ('idealloc.inputs'), which storage=alloc gives back when it returns; use storage=argument, global, symbol or address
// ANNOTATED-LABEL: func.func @read_once(
// ANNOTATED-NEXT:    %[[X:.*]] = idealloc.input 0 {{.*}} : memref<1024xf32, 1>
// ANNOTATED-NEXT:    %[[Y:.*]] = idealloc.input 1 : memref<1024xf32>
// ANNOTATED-NEXT:    idealloc.receive %[[X]], %[[Y]] : memref<1024xf32, 1>, memref<1024xf32>
// ANNOTATED:         idealloc.deliver %[[Y]] : memref<1024xf32>
// ANNOTATED-NEXT:    return
func.func @read_once(%x: memref<1024xf32, 1>, %y: memref<1024xf32>) {
  %a = memref.alloc() : memref<1024xf32, 1>
  memref.copy %x, %a : memref<1024xf32, 1> to memref<1024xf32, 1>
  %b = memref.alloc() : memref<1024xf32, 1>
  linalg.transpose ins(%a : memref<1024xf32, 1>) outs(%b : memref<1024xf32, 1>) permutation = [0]
  linalg.add ins(%a, %b : memref<1024xf32, 1>, memref<1024xf32, 1>) outs(%y : memref<1024xf32>)
  return
}

// What the function writes is there when it returns: nothing may lie on it.
//
// CHECK-LABEL: func.func @written()
// CHECK-SAME:    idealloc.inputs = [{argument = 0 : i64, {{.*}}lifetime = array<i64: 2, {{[0-9]+}}>, offset = [[X:[0-9]+]] : i64, space = 1 : i64}, {argument = 1 : i64, {{.*}}offset = [[Y:[0-9]+]] : i64, space = 1 : i64, written}]
func.func @written(%x: memref<16xf32, 1>, %y: memref<16xf32, 1>) {
  linalg.exp ins(%x : memref<16xf32, 1>) outs(%y : memref<16xf32, 1>)
  %a = memref.alloc() : memref<16xf32, 1>
  linalg.exp ins(%y : memref<16xf32, 1>) outs(%a : memref<16xf32, 1>)
  linalg.transpose ins(%a : memref<16xf32, 1>) outs(%y : memref<16xf32, 1>) permutation = [0]
  return
}

// What is called, what is kept and what is not accessed stays an argument.
//
// CHECK-LABEL: func.func private @called(
// CHECK-SAME:    memref<16xf32, 1>, %{{.*}}: memref<16xf32, 1>)
// CHECK-NOT:     idealloc.inputs
func.func private @called(%x: memref<16xf32, 1>, %y: memref<16xf32, 1>) {
  memref.copy %x, %y : memref<16xf32, 1> to memref<16xf32, 1>
  return
}
func.func private @keeps(memref<16xf32, 1>)
// CHECK-LABEL: func.func @others(
// CHECK-SAME:    %arg0: memref<16xf32, 1>, %arg1: memref<?xf32, 1>, %arg2: memref<16xf32, 1>) attributes {
// CHECK-SAME:    idealloc.inputs = [{argument = 2 : i64
// CHECK:         call @keeps(%arg0)
func.func @others(%kept: memref<16xf32, 1>, %dynamic: memref<?xf32, 1>, %x: memref<16xf32, 1>, %unused: memref<16xf32, 1>) {
  %a = memref.alloc() : memref<16xf32, 1>
  call @called(%x, %a) : (memref<16xf32, 1>, memref<16xf32, 1>) -> ()
  call @called(%a, %kept) : (memref<16xf32, 1>, memref<16xf32, 1>) -> ()
  call @keeps(%kept) : (memref<16xf32, 1>) -> ()
  return
}
