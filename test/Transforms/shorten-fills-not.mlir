// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
//
// The copy reads something else than what the fill has written, or may.

// CHECK-LABEL: func.func @written_between(
// CHECK:         memref.copy
func.func @written_between(%v: f32, %i: index, %y: memref<8xf32>) {
  %z = memref.alloc() : memref<8xf32>
  linalg.fill ins(%v : f32) outs(%z : memref<8xf32>)
  memref.store %v, %z[%i] : memref<8xf32>
  memref.copy %z, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// CHECK-LABEL: func.func @part_filled(
// CHECK:         memref.copy
func.func @part_filled(%v: f32, %y: memref<8xf32>) {
  %z = memref.alloc() : memref<8xf32>
  %h = memref.subview %z[0] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1]>>
  linalg.fill ins(%v : f32) outs(%h : memref<4xf32, strided<[1]>>)
  memref.copy %z, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// The second iteration reads what the first has stored.
// CHECK-LABEL: func.func @written_in_loop(
// CHECK:         scf.for
// CHECK:           memref.copy
func.func @written_in_loop(%n: index, %v: f32, %w: f32, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = memref.alloc() : memref<8xf32>
  linalg.fill ins(%v : f32) outs(%z : memref<8xf32>)
  scf.for %i = %c0 to %n step %c1 {
    memref.copy %z, %y : memref<8xf32> to memref<8xf32>
    memref.store %w, %z[%i] : memref<8xf32>
  }
  return
}

// -----

// The fill stands in one of two branches.
// CHECK-LABEL: func.func @branch(
// CHECK:         memref.copy
func.func @branch(%c: i1, %v: f32, %x: memref<8xf32>, %y: memref<8xf32>) {
  %z = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%z : memref<8xf32>)
  scf.if %c {
    linalg.fill ins(%v : f32) outs(%z : memref<8xf32>)
  }
  memref.copy %z, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// Others may write an argument: %x may be %y.
// CHECK-LABEL: func.func @argument(
// CHECK:         memref.copy
func.func @argument(%v: f32, %w: f32, %x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>) {
  linalg.fill ins(%v : f32) outs(%x : memref<8xf32>)
  linalg.fill ins(%w : f32) outs(%y : memref<8xf32>)
  memref.copy %x, %z : memref<8xf32> to memref<8xf32>
  return
}

// -----

#id = affine_map<(i) -> (i)>

// It adds what it reads: no copy. And one that converts.
// CHECK-LABEL: func.func @computed(
// CHECK-COUNT-2: linalg.generic
func.func @computed(%v: f32, %y: memref<8xf32>, %w: memref<8xf64>) {
  %z = memref.alloc() : memref<8xf32>
  linalg.fill ins(%v : f32) outs(%z : memref<8xf32>)
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
    ins(%z : memref<8xf32>) outs(%y : memref<8xf32>) { ^bb0(%p: f32, %q: f32): %r = arith.addf %p, %q : f32  linalg.yield %r : f32 }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
    ins(%z : memref<8xf32>) outs(%w : memref<8xf64>) { ^bb0(%p: f32, %q: f64): %r = arith.extf %p : f32 to f64  linalg.yield %r : f64 }
  return
}
