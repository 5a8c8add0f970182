// RUN: %idealloc-opt %s --idealloc='program=false storage=argument capacity=1:128' | FileCheck %s
// RUN: not idealloc-opt %s --idealloc='program=false storage=argument capacity=1:127' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=FULL

// Plans of functions that call one another are in the memory together.

// CHECK: idealloc.memories = [{arenas = 128 : i64, bytes = 128 : i64,
// FULL: error: needs 128 bytes of memory space '1', whose capacity is 127, 1 too few: 128 for arenas of functions that call one another, 0 for globals, 0 for allocations that are not planned
func.func private @leaf(%x: memref<16xf32, 1>) {
  %t = memref.alloc() : memref<16xf32, 1>
  linalg.exp ins(%x : memref<16xf32, 1>) outs(%t : memref<16xf32, 1>)
  memref.copy %t, %x : memref<16xf32, 1> to memref<16xf32, 1>
  return
}
func.func @top(%x: memref<16xf32, 1>) {
  %a = memref.alloc() : memref<16xf32, 1>
  linalg.exp ins(%x : memref<16xf32, 1>) outs(%a : memref<16xf32, 1>)
  call @leaf(%x) : (memref<16xf32, 1>) -> ()
  memref.copy %a, %x : memref<16xf32, 1> to memref<16xf32, 1>
  return
}
