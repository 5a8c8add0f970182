// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s

// A dimension that the shape does not have bounds nothing.

// CHECK-LABEL: func.func @beyond
// CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
func.func @beyond(%x: memref<8xf32>) {
  %k = arith.constant 1000000 : index
  %d = memref.dim %x, %k : memref<8xf32>
  %a = memref.alloc(%d) : memref<?xf32>
  memref.copy %x, %a : memref<8xf32> to memref<?xf32>
  memref.copy %a, %x : memref<?xf32> to memref<8xf32>
  return
}

// CHECK-LABEL: func.func @before
// CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
func.func @before(%x: memref<8xf32>) {
  %k = arith.constant -1 : index
  %d = memref.dim %x, %k : memref<8xf32>
  %a = memref.alloc(%d) : memref<?xf32>
  memref.copy %x, %a : memref<8xf32> to memref<?xf32>
  memref.copy %a, %x : memref<?xf32> to memref<8xf32>
  return
}

// CHECK-LABEL: func.func @inside
// CHECK: memref.alloc() {{.*}} : memref<32xi8>
func.func @inside(%x: memref<8xf32>) {
  %k = arith.constant 0 : index
  %d = memref.dim %x, %k : memref<8xf32>
  %a = memref.alloc(%d) : memref<?xf32>
  memref.copy %x, %a : memref<8xf32> to memref<?xf32>
  memref.copy %a, %x : memref<?xf32> to memref<8xf32>
  return
}
