// The page of a report that is compared with an older one: a table of memories, one
// of changed buffers.

// REQUIRES: browser, mlir
// RUN: idealloc-opt %s --idealloc="schedule=off report=%t.json" -o /dev/null
// RUN: sed 's/16xf32/32xf32/g; s/"goes"/"comes"/' %s > %t.new.mlir
// RUN: idealloc-opt %t.new.mlir --idealloc="schedule=off report=%t.html report-against=%t.json" -o /dev/null
// RUN: node %S/Inputs/since.js %t.html | FileCheck %s

// CHECK: two tables

func.func @f(%v: f32, %i: index, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32> loc("grows")
  %b = memref.alloc() : memref<64xf32> loc("goes")
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i] : memref<64xf32>
  %x = memref.load %a[%i] : memref<16xf32>
  %z = memref.load %b[%i] : memref<64xf32>
  memref.store %x, %y[%i] : memref<16xf32>
  memref.store %z, %y[%i] : memref<16xf32>
  return
}
