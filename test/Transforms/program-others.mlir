// RUN: %idealloc-opt %s --split-input-file --idealloc='memory-spaces=all' | FileCheck %s
// RUN: %idealloc-opt %s --split-input-file --idealloc-annotate-lifetimes=memory-spaces=all --idealloc-assign-offsets -o %t
// RUN: not idealloc-opt %t --split-input-file --pass-pipeline='builtin.module(func.func(idealloc-verify-offsets))' 2>&1 | FileCheck %s --check-prefix=ALONE

// Functions beside a program may be recursive.

// CHECK-LABEL: func.func @even(
func.func @even(%n: i64) -> i1 {
  %r = call @odd(%n) : (i64) -> i1
  return %r : i1
}
func.func @odd(%n: i64) -> i1 {
  %r = call @even(%n) : (i64) -> i1
  return %r : i1
}
func.func private @leaf(%x: memref<16xf32>, %y: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
}
// CHECK-LABEL: func.func @top(
// CHECK:         memref.alloc() {{.*}} : memref<128xi8>
// ALONE: error: is planned together with functions that it calls, or that call it, which is proved for the module: run the pass on that
func.func @top(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  call @leaf(%x, %y) : (memref<16xf32>, memref<16xf32>) -> ()
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  return
}

// -----

// Memory of a device and of the host in one space are not one arena.

// CHECK-LABEL: func.func private @device(
// CHECK:         gpu.alloc
func.func private @device(%x: memref<16xf32, 1>) {
  %t = gpu.alloc () : memref<16xf32, 1>
  linalg.exp ins(%x : memref<16xf32, 1>) outs(%t : memref<16xf32, 1>)
  linalg.exp ins(%t : memref<16xf32, 1>) outs(%x : memref<16xf32, 1>)
  return
}
// CHECK-LABEL: func.func @host(
// CHECK:         memref.alloc() {{.*}} : memref<64xi8, 1>
func.func @host(%x: memref<16xf32, 1>) {
  %a = memref.alloc() : memref<16xf32, 1>
  linalg.exp ins(%x : memref<16xf32, 1>) outs(%a : memref<16xf32, 1>)
  call @device(%x) : (memref<16xf32, 1>) -> ()
  linalg.exp ins(%a : memref<16xf32, 1>) outs(%x : memref<16xf32, 1>)
  return
}
