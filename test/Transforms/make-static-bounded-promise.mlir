// A promise on an allocation, which holds of ops that take operands, does not go
// to an allocation that takes none.

// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s

// CHECK-LABEL: func.func @bounded(
// CHECK:         memref.alloc() {alignment = 4 : i64} : memref<256xi8>
func.func @bounded(%n: index, %v: f32, %i: index) {
  %c64 = arith.constant 64 : index
  %m = arith.minui %n, %c64 : index
  %a = memref.alloc(%m) {idealloc.noretain} : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}

// It stays where the allocation does.

// CHECK-LABEL: func.func @kept(
// CHECK:         memref.alloc(%{{.*}}) {idealloc.noretain} : memref<?xf32>
func.func @kept(%n: index, %v: f32, %i: index) -> memref<?xf32> {
  %c64 = arith.constant 64 : index
  %m = arith.minui %n, %c64 : index
  %a = memref.alloc(%m) {idealloc.noretain} : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return %a : memref<?xf32>
}

// A trial that comes to nothing gives it back.

// CHECK-LABEL: func.func @taken_back(
// CHECK:         memref.alloc(%{{.*}}) {idealloc.noretain} : memref<?xf32>
func.func @taken_back(%n: index, %x: index, %lb: index, %c: memref<?xf32>) {
  %c1 = arith.constant 1 : index
  %c64 = arith.constant 64 : index
  %m = arith.minui %n, %c64 : index
  %r:2 = scf.for %i = %lb to %x step %c1 iter_args(%p = %c, %q = %c) -> (memref<?xf32>, memref<?xf32>) {
    %a = memref.alloc(%m) {idealloc.noretain} : memref<?xf32>
    memref.copy %q, %a : memref<?xf32> to memref<?xf32>
    scf.yield %a, %p : memref<?xf32>, memref<?xf32>
  }
  return
}
