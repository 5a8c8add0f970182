// RUN: idealloc-opt %s --idealloc-shorten=views=all --split-input-file | FileCheck %s
//
// Where a broadcast is needed.

// What is broadcast is written before, or while, the broadcast is read: by an op,
// by the reader, in a loop, or by whom is called.
// CHECK-LABEL: func.func @written(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @written_by_reader(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @written_in_loop(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @called(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @freed(
// CHECK:         linalg.broadcast
func.func @written(%v: f32, %i: index, %x: memref<8xf32>, %y: memref<4x8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  %t = memref.alloc() : memref<4x8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.broadcast ins(%s : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  memref.store %v, %s[%i] : memref<8xf32>
  linalg.exp ins(%t : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
  linalg.exp ins(%s : memref<8xf32>) outs(%x : memref<8xf32>)
  return
}
#id = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (j)>
func.func @written_by_reader(%x: memref<8xf32>, %y: memref<8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  %t = memref.alloc() : memref<4x8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.broadcast ins(%s : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  linalg.generic {indexing_maps = [#id, #row], iterator_types = ["reduction", "parallel"]}
    ins(%t : memref<4x8xf32>) outs(%s : memref<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    %sum = arith.addf %in, %out : f32
    linalg.yield %sum : f32
  }
  linalg.exp ins(%s : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}
func.func @written_in_loop(%v: f32, %n: index, %x: memref<8xf32>, %y: memref<4x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %s = memref.alloc() : memref<8xf32>
  %t = memref.alloc() : memref<4x8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.broadcast ins(%s : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  scf.for %i = %c0 to %n step %c1 {
    linalg.exp ins(%t : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
    memref.store %v, %s[%i] : memref<8xf32>
  }
  linalg.exp ins(%s : memref<8xf32>) outs(%x : memref<8xf32>)
  return
}
func.func private @f()
func.func @called(%x: memref<8xf32>, %y: memref<4x8xf32>) {
  %t = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  call @f() : () -> ()
  linalg.exp ins(%t : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
  return
}
func.func @freed(%x: memref<8xf32>, %y: memref<4x8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  %t = memref.alloc() : memref<4x8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.broadcast ins(%s : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  memref.dealloc %s : memref<8xf32>
  linalg.exp ins(%t : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
  return
}

// -----

// The target is changed, or not only read by linalg ops that take an index map.
// CHECK-LABEL: func.func @changed(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @updated(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @loaded(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @viewed(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @returned(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @kernel(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @library(
// CHECK:         linalg.broadcast
func.func @changed(%v: f32, %i: index, %x: memref<8xf32> {llvm.noalias}, %y: memref<4x8xf32>) {
  %t = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  memref.store %v, %t[%i, %i] : memref<4x8xf32>
  linalg.exp ins(%t : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
  return
}
func.func @updated(%x: memref<8xf32> {llvm.noalias}, %w: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %t = memref.alloc() : memref<8x8xf32>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%t : memref<8x8xf32>) dimensions = [0]
  linalg.matmul ins(%w, %w : memref<8x8xf32>, memref<8x8xf32>) outs(%t : memref<8x8xf32>)
  linalg.exp ins(%t : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}
func.func @loaded(%i: index, %x: memref<8xf32> {llvm.noalias}, %y: memref<4x8xf32>) -> f32 {
  %t = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  linalg.exp ins(%t : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
  %f = memref.load %t[%i, %i] : memref<4x8xf32>
  return %f : f32
}
func.func @viewed(%x: memref<8xf32> {llvm.noalias}, %y: memref<32xf32>) {
  %t = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  %v = memref.collapse_shape %t [[0, 1]] : memref<4x8xf32> into memref<32xf32>
  linalg.exp ins(%v : memref<32xf32>) outs(%y : memref<32xf32>)
  return
}
func.func @returned(%x: memref<8xf32> {llvm.noalias}, %y: memref<4x8xf32>) -> memref<4x8xf32> {
  %t = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  linalg.exp ins(%t : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
  return %t : memref<4x8xf32>
}
func.func @kernel(%x: memref<8xf32> {llvm.noalias}, %w: memref<4x8xf32>, %y: memref<4x8xf32>) {
  %t = memref.alloc() : memref<8x8xf32>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%t : memref<8x8xf32>) dimensions = [0]
  linalg.matmul ins(%w, %t : memref<4x8xf32>, memref<8x8xf32>) outs(%y : memref<4x8xf32>)
  return
}
#id = affine_map<(i, j) -> (i, j)>
func.func @library(%x: memref<8xf32> {llvm.noalias}, %y: memref<4x8xf32>) {
  %t = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"], library_call = "relu"}
    ins(%t : memref<4x8xf32>) outs(%y : memref<4x8xf32>) { ^bb0(%p: f32, %q: f32): linalg.yield %p : f32 }
  return
}

// -----

// The op that overwrites the target reads it in its body.
// CHECK-LABEL: func.func @read_in_body(
// CHECK:         linalg.broadcast
#id = affine_map<(i, j) -> (i, j)>
func.func @read_in_body(%x: memref<8xf32> {llvm.noalias}, %y: memref<4x8xf32>) -> memref<4x8xf32> {
  %c0 = arith.constant 0 : index
  %t = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%t : memref<4x8xf32>) outs(%t : memref<4x8xf32>) {
  ^bb0(%p: f32, %q: f32):
    %f = memref.load %t[%c0, %c0] : memref<4x8xf32>
    %s = arith.addf %p, %f : f32
    linalg.yield %s : f32
  }
  return %t : memref<4x8xf32>
}

// -----

// Nothing else says how far the loops go; an index would be no dimension alone.
// CHECK-LABEL: func.func @window(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @sum_of_dimensions(
// CHECK:         linalg.broadcast
#sum = affine_map<(i, j) -> (i + j)>
#first = affine_map<(i, j) -> (i)>
#second = affine_map<(i, j) -> (j)>
func.func @window(%x: memref<8xf32>, %b: memref<f32> {llvm.noalias}, %y: memref<6xf32>) {
  %t = memref.alloc() : memref<3xf32>
  linalg.broadcast ins(%b : memref<f32>) outs(%t : memref<3xf32>) dimensions = [0]
  linalg.generic {indexing_maps = [#sum, #second, #first], iterator_types = ["parallel", "reduction"]}
    ins(%x, %t : memref<8xf32>, memref<3xf32>) outs(%y : memref<6xf32>) {
  ^bb0(%p: f32, %q: f32, %out: f32):
    %m = arith.mulf %p, %q : f32
    %s = arith.addf %out, %m : f32
    linalg.yield %s : f32
  }
  return
}
#sum2 = affine_map<(i, j, k) -> (i + j, k)>
#second3 = affine_map<(i, j, k) -> (j)>
#out = affine_map<(i, j, k) -> (i, k)>
func.func @sum_of_dimensions(%w: memref<3xf32>, %b: memref<8xf32> {llvm.noalias}, %y: memref<6x4xf32>) {
  %t = memref.alloc() : memref<8x4xf32>
  linalg.broadcast ins(%b : memref<8xf32>) outs(%t : memref<8x4xf32>) dimensions = [1]
  linalg.generic {indexing_maps = [#sum2, #second3, #out], iterator_types = ["parallel", "reduction", "parallel"]}
    ins(%t, %w : memref<8x4xf32>, memref<3xf32>) outs(%y : memref<6x4xf32>) {
  ^bb0(%p: f32, %q: f32, %out: f32):
    %m = arith.mulf %p, %q : f32
    %s = arith.addf %out, %m : f32
    linalg.yield %s : f32
  }
  return
}

// -----

// Other memory, and a source that is larger than what is taken from it.
// CHECK-LABEL: func.func @other_memory(
// CHECK:         linalg.broadcast
// CHECK-LABEL: func.func @larger(
// CHECK:         linalg.generic
// CHECK:         linalg.exp
func.func @other_memory(%x: memref<8xf32, 1> {llvm.noalias}, %y: memref<4x8xf32>) {
  %t = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%x : memref<8xf32, 1>) outs(%t : memref<4x8xf32>) dimensions = [0]
  linalg.exp ins(%t : memref<4x8xf32>) outs(%y : memref<4x8xf32>)
  return
}
#zero = affine_map<(i) -> (i, 0)>
#one = affine_map<(i) -> (i)>
func.func @larger(%x: memref<8x8xf32> {llvm.noalias}, %y: memref<8xf32>) {
  %t = memref.alloc() : memref<8xf32>
  linalg.generic {indexing_maps = [#zero, #one], iterator_types = ["parallel"]}
    ins(%x : memref<8x8xf32>) outs(%t : memref<8xf32>) { ^bb0(%p: f32, %q: f32): linalg.yield %p : f32 }
  linalg.exp ins(%t : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}

// -----

// When the sum is computed, `%s` would have to be there as well, beside what is
// then the most; the broadcast alone had less beside it.
// CHECK-LABEL: func.func @peak(
// CHECK:         linalg.broadcast
func.func @peak(%c: f32, %x: memref<8xf32>, %y: memref<8x8xf32>, %z: memref<8x8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  %t = memref.alloc() : memref<8x8xf32>
  %u = memref.alloc() : memref<8x8xf32>
  %v = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.broadcast ins(%s : memref<8xf32>) outs(%t : memref<8x8xf32>) dimensions = [0]
  linalg.fill ins(%c : f32) outs(%u : memref<8x8xf32>)
  linalg.matmul ins(%y, %z : memref<8x8xf32>, memref<8x8xf32>) outs(%u : memref<8x8xf32>)
  linalg.add ins(%t, %y : memref<8x8xf32>, memref<8x8xf32>) outs(%v : memref<8x8xf32>)
  linalg.matmul ins(%u, %v : memref<8x8xf32>, memref<8x8xf32>) outs(%z : memref<8x8xf32>)
  return
}
