// Allocations of one slot get one offset, with the size, the alignment and the
// live set of all of them.

// RUN: %idealloc-opt %s --idealloc-assign-offsets=dump-problem=%t.csv | FileCheck %s
// RUN: FileCheck %s --check-prefix=CSV < %t.csv

// CSV:      id,lower,upper,size,alignment,{{.*}}gaps
// CSV-NEXT: %a,2,12,128,128,{{.*}}4-8
// CSV-NEXT: %c,3,9,64,64,
//
// CHECK-LABEL: func.func @slot(
// CHECK-SAME:    alignment = 128 : i64, bytes = 192 : i64
// CHECK: memref.alloc() {alignment = 128 : i64, {{.*}} idealloc.offset = [[A:[0-9]+]] : i64, idealloc.slot = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {{{.*}} idealloc.offset = [[A]] : i64, idealloc.slot = 0 : i64} : memref<32xf32>
// CHECK: memref.alloc() {{{.*}} idealloc.offset = {{[0-9]+}} : i64} : memref<16xf32>
func.func @slot(%v: f32, %i: index) {
  %a = memref.alloc() {alignment = 128 : i64, idealloc.lifetime = #idealloc.lifetime<2 to 4>, idealloc.slot = 0 : i64} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4, 8 to 12>, idealloc.slot = 0 : i64} : memref<32xf32>
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9>} : memref<16xf32>
  return
}
