// Only what memory-spaces and min-size select is rewritten; bound-bytes says what
// counts as a bound. Options that make no sense are errors.

// RUN: %idealloc-opt %s --idealloc-make-static=memory-spaces=L1 | FileCheck %s --check-prefix=L1
// RUN: %idealloc-opt %s --idealloc-make-static=min-size=65 | FileCheck %s --check-prefix=MIN
// RUN: %idealloc-opt %s --idealloc-make-static=bound-bytes=64 | FileCheck %s --check-prefix=BOUND
// RUN: not %idealloc-opt %s --idealloc-make-static=min-size=-1 2>&1 | FileCheck %s --check-prefix=MIN-ERROR
// RUN: not %idealloc-opt %s --idealloc-make-static=bound-bytes=-1 2>&1 | FileCheck %s --check-prefix=BOUND-ERROR
// RUN: not %idealloc-opt %s --idealloc-make-static=instance-bytes=-1 2>&1 | FileCheck %s --check-prefix=INSTANCE-ERROR
// RUN: not %idealloc-opt %s --idealloc-make-static=memory-spaces=- 2>&1 | FileCheck %s --check-prefix=SPACE-ERROR

// MIN-ERROR: min-size is negative: -1
// BOUND-ERROR: bound-bytes is negative: -1
// INSTANCE-ERROR: instance-bytes is negative: -1
// SPACE-ERROR: '-' is no memory space

// L1:    memref.alloc() {{.*}} : memref<64xi8, "L1">
// L1:    memref.alloc(%{{.*}}) : memref<?xf64>
// MIN:   memref.alloc(%{{.*}}) : memref<?xf32, "L1">
// MIN:   memref.alloc() {{.*}} : memref<128xi8>
// BOUND: memref.alloc() {{.*}} : memref<64xi8, "L1">
// BOUND: memref.alloc(%{{.*}}) : memref<?xf64>
func.func @options(%n: index, %v: f32, %w: f64, %i: index) {
  %c16 = arith.constant 16 : index
  %m = arith.minsi %n, %c16 : index
  %a = memref.alloc(%m) : memref<?xf32, "L1">
  memref.store %v, %a[%i] : memref<?xf32, "L1">
  %b = memref.alloc(%m) : memref<?xf64>
  memref.store %w, %b[%i] : memref<?xf64>
  return
}
