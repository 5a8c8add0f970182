// RUN: %idealloc-opt %s --idealloc='shorten=false schedule=off' -o %t.once.mlir
// RUN: %idealloc-opt %t.once.mlir --idealloc='shorten=false schedule=off' -o %t.twice.mlir
// RUN: diff %t.once.mlir %t.twice.mlir
// RUN: %idealloc-opt %s --idealloc="lower=false shorten=false schedule=off" -o %t.slices.mlir
// RUN: %idealloc-opt %t.slices.mlir --idealloc="lower=false shorten=false schedule=off" -o %t.slices2.mlir
// RUN: diff %t.slices.mlir %t.slices2.mlir
// RUN: %idealloc-opt %t.slices.mlir --idealloc='shorten=false schedule=off' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc="storage=argument shorten=false schedule=off" -o %t.argument.mlir
// RUN: %idealloc-opt %t.argument.mlir --idealloc="storage=argument shorten=false schedule=off" -o %t.argument2.mlir
// RUN: diff %t.argument.mlir %t.argument2.mlir
// RUN: %idealloc-opt %s --idealloc="storage=alloca shorten=false schedule=off" -o %t.alloca.mlir
// RUN: %idealloc-opt %t.alloca.mlir --idealloc="storage=alloca shorten=false schedule=off" -o %t.alloca2.mlir
// RUN: diff %t.alloca.mlir %t.alloca2.mlir
// RUN: %idealloc-opt %s --idealloc="storage=global shorten=false schedule=off" -o %t.global.mlir
// RUN: %idealloc-opt %t.global.mlir --idealloc="storage=global shorten=false schedule=off" -o %t.global2.mlir
// RUN: diff %t.global.mlir %t.global2.mlir

// What has been planned stays so: a second run changes nothing, neither the code
// nor the figures.
//
// CHECK-LABEL: func.func @network(
// CHECK-SAME:    idealloc.arenas = [{alignment = 64 : i64, bytes = 65 : i64, load = 2 : i64, lower_bound = 65 : i64, space = 0 : i64, status = "optimal"}]
// CHECK:         memref.alloc() {alignment = 64 : i64{{.*}}} : memref<65xi8>
// CHECK-COUNT-2: memref.view
// CHECK-NOT:     memref.view
func.func @network(%v: i8, %i: index) {
  %a = memref.alloc() : memref<1xi8>
  %b = memref.alloc() : memref<1xi8>
  memref.store %v, %a[%i] : memref<1xi8>
  memref.store %v, %b[%i] : memref<1xi8>
  memref.copy %a, %b : memref<1xi8> to memref<1xi8>
  return
}
