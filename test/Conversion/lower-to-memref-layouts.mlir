// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=alloca | FileCheck %s

// memref.view makes identity layouts only; other strided ones are cast from the
// row of elements that they span.
//
// CHECK-LABEL: func.func @layouts(
// CHECK:         %[[ARENA:.*]] = memref.alloca() {alignment = 64 : i64, idealloc.keep} : memref<256xi8, 1>
func.func @layouts(%v: f32, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<256xi8, 1>
  // CHECK: %[[ROW:.*]] = memref.view %[[ARENA]][%{{.*}}][] : memref<256xi8, 1> to memref<28xf32, 1>
  // CHECK: memref.reinterpret_cast %[[ROW]] to offset: [0], sizes: [4, 4], strides: [8, 1] : memref<28xf32, 1> to memref<4x4xf32, strided<[8, 1]>, 1>
  %padded = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<256xi8, 1> to memref<4x4xf32, strided<[8, 1]>, 1>
  // CHECK: %[[C128:.*]] = arith.constant 128 : index
  // CHECK: %[[ROW:.*]] = memref.view %[[ARENA]][%[[C128]]][] : memref<256xi8, 1> to memref<32xf32, 1>
  // CHECK: memref.reinterpret_cast %[[ROW]] to offset: [0], sizes: [4, 8], strides: [1, 4] : memref<32xf32, 1> to memref<4x8xf32, strided<[1, 4]>, 1>
  %permuted = idealloc.slice %arena[128] slot 1 live 0 to 9 : memref<256xi8, 1> to memref<4x8xf32, strided<[1, 4]>, 1>
  // CHECK: memref.view %[[ARENA]][%{{.*}}][] : memref<256xi8, 1> to memref<f32, 1>
  %rank0 = idealloc.slice %arena[0] slot 2 live 9 to 10 : memref<256xi8, 1> to memref<f32, 1>
  // CHECK: memref.view %[[ARENA]][%{{.*}}][] : memref<256xi8, 1> to memref<4xcomplex<f64>, 1>
  %complex = idealloc.slice %arena[0] slot 3 live 10 to 11 : memref<256xi8, 1> to memref<4xcomplex<f64>, 1>
  memref.store %v, %padded[%i, %i] : memref<4x4xf32, strided<[8, 1]>, 1>
  memref.store %v, %permuted[%i, %i] : memref<4x8xf32, strided<[1, 4]>, 1>
  memref.store %v, %rank0[] : memref<f32, 1>
  return
}
