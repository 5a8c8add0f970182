// Buffers of more bytes than can be added up are left as they are; that they have no plan
// is for idealloc-assign-offsets to say.

// RUN: idealloc-opt %s --idealloc-shorten --idealloc-schedule | FileCheck %s
// RUN: not idealloc-opt %s --idealloc 2>&1 | FileCheck %s --check-prefix=PLAN

// CHECK-LABEL: func.func @huge
// CHECK: memref.alloc() : memref<9223372036854775807xi8>
// PLAN: error: {{.*}}9223372036854775807
func.func @huge(%x: memref<8xi8>, %i: index, %v: i8) {
  %a = memref.alloc() : memref<9223372036854775807xi8>
  memref.store %v, %a[%i] : memref<9223372036854775807xi8>
  %b = memref.alloc() : memref<8xi8>
  memref.copy %x, %b : memref<8xi8> to memref<8xi8>
  memref.copy %b, %x : memref<8xi8> to memref<8xi8>
  %w = memref.load %a[%i] : memref<9223372036854775807xi8>
  memref.store %w, %x[%i] : memref<8xi8>
  return
}
