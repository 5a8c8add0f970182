// min(lo + 32, n) - lo is at most 32, although lo + 32 may wrap: then it is the
// minimum, or n is not what lo counts up to.

// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s

// CHECK-LABEL: func.func @counts(
func.func @counts(%n: index, %v: f32, %i: index) {
  %c0 = arith.constant 0 : index
  %c32 = arith.constant 32 : index
  scf.for %lo = %c0 to %n step %c32 {
    %next = arith.addi %lo, %c32 : index
    %hi = arith.minsi %next, %n : index
    %size = arith.subi %hi, %lo : index
    // CHECK: memref.alloc() {{.*}} : memref<128xi8>
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}

// CHECK-LABEL: func.func @other_way_round(
func.func @other_way_round(%n: index, %from: index, %v: f32, %i: index) {
  %c32 = arith.constant 32 : index
  scf.for %lo = %from to %n step %c32 {
    %next = arith.addi %c32, %lo : index
    %hi = arith.minsi %n, %next : index
    %size = arith.subi %hi, %lo : index
    // CHECK: memref.alloc() {{.*}} : memref<128xi8>
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}

// CHECK-LABEL: func.func @promised(
func.func @promised(%n: index, %lo: index, %v: f32, %i: index) {
  %c32 = arith.constant 32 : index
  %next = arith.addi %lo, %c32 : index
  %hi = arith.minsi %next, %n : index
  %size = arith.subi %hi, %lo overflow<nsw> : index
  // CHECK: memref.alloc() {{.*}} : memref<128xi8>
  %t = memref.alloc(%size) : memref<?xf32>
  memref.store %v, %t[%i] : memref<?xf32>
  return
}

// CHECK-LABEL: func.func @not_negative(
func.func @not_negative(%m: i16, %lo: index, %v: f32, %i: index) {
  %c32 = arith.constant 32 : index
  %n = arith.index_castui %m : i16 to index
  %next = arith.addi %lo, %c32 : index
  %hi = arith.minsi %next, %n : index
  %size = arith.subi %hi, %lo : index
  // CHECK: memref.alloc() {{.*}} : memref<128xi8>
  %t = memref.alloc(%size) : memref<?xf32>
  memref.store %v, %t[%i] : memref<?xf32>
  return
}

// CHECK-LABEL: func.func @unsigned(
func.func @unsigned(%n: index, %from: index, %v: f32, %i: index) {
  %c32 = arith.constant 32 : index
  scf.for unsigned %lo = %from to %n step %c32 {
    %next = arith.addi %lo, %c32 : index
    %hi = arith.minui %next, %n : index
    %size = arith.subi %hi, %lo : index
    // CHECK: memref.alloc() {{.*}} : memref<128xi8>
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}

// With n = -2^63 and lo = 1 the difference wraps to 2^63 - 1.
// CHECK-LABEL: func.func @wraps(
func.func @wraps(%n: index, %lo: index, %v: f32, %i: index) {
  %c32 = arith.constant 32 : index
  %next = arith.addi %lo, %c32 : index
  %hi = arith.minsi %next, %n : index
  %size = arith.subi %hi, %lo : index
  // CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
  %t = memref.alloc(%size) : memref<?xf32>
  memref.store %v, %t[%i] : memref<?xf32>
  return
}

// The loop compares other numbers than the minimum does.
// CHECK-LABEL: func.func @mixed(
func.func @mixed(%n: index, %from: index, %v: f32, %i: index) {
  %c32 = arith.constant 32 : index
  scf.for unsigned %lo = %from to %n step %c32 {
    %next = arith.addi %lo, %c32 : index
    %hi = arith.minsi %next, %n : index
    %size = arith.subi %hi, %lo : index
    // CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  scf.for %lo = %from to %n step %c32 {
    %next = arith.addi %lo, %c32 : index
    %hi = arith.minui %next, %n : index
    %size = arith.subi %hi, %lo : index
    // CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}

// CHECK-LABEL: func.func @other_loop(
func.func @other_loop(%n: index, %m: index, %from: index, %v: f32, %i: index) {
  %c32 = arith.constant 32 : index
  scf.for %lo = %from to %m step %c32 {
    %next = arith.addi %lo, %c32 : index
    %hi = arith.minsi %next, %n : index
    %size = arith.subi %hi, %lo : index
    // CHECK: memref.alloc(%{{.*}}) : memref<?xf32>
    %t = memref.alloc(%size) : memref<?xf32>
    memref.store %v, %t[%i] : memref<?xf32>
  }
  return
}
