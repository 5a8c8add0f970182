// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
// RUN: idealloc-opt %s --idealloc-shorten="fold-bytes=0 views=none" --split-input-file | FileCheck %s --check-prefix=NONE
// RUN: idealloc-opt %s --idealloc-shorten=fold-bytes=23 --split-input-file | FileCheck %s --check-prefix=FEW
// RUN: not idealloc-opt %s --idealloc-shorten=fold-bytes=-1 --split-input-file 2>&1 | FileCheck %s --check-prefix=BAD
//
// What is computed from constants alone becomes a constant.

// BAD: error: fold-bytes is negative: -1

// NONE-LABEL: func.func @transposed(
// NONE: linalg.transpose
// FEW-LABEL: func.func @transposed(
// FEW-NOT: linalg.transpose
// FEW: memref.transpose
// CHECK-NOT: @w :
// CHECK: memref.global "private" constant @w_folded : memref<3x2xi32> = dense<{{\[\[}}1, 4], [2, 5], [3, 6]]> {alignment = 64 : i64}
// CHECK-LABEL: func.func @transposed(
// CHECK-NEXT:    %[[T:.*]] = memref.get_global @w_folded
// CHECK-NEXT:    linalg.matmul ins(%{{.*}}, %[[T]]
memref.global "private" constant @w : memref<2x3xi32> = dense<[[1, 2, 3], [4, 5, 6]]> {alignment = 64 : i64}
func.func @transposed(%x: memref<4x3xi32>, %y: memref<4x2xi32>) {
  %w = memref.get_global @w : memref<2x3xi32>
  %t = memref.alloc() : memref<3x2xi32>
  linalg.transpose ins(%w : memref<2x3xi32>) outs(%t : memref<3x2xi32>) permutation = [1, 0]
  linalg.matmul ins(%x, %t : memref<4x3xi32>, memref<3x2xi32>) outs(%y : memref<4x2xi32>)
  return
}

// -----

#unit = affine_map<(n, i, j) -> (0, i)>
#row = affine_map<(n, i, j) -> (n, j, i)>
#id = affine_map<(i, j) -> (i, j)>

// In steps, with a dimension of size 1, through a view, widened; the constant
// stays for others. The load takes no index map.
// CHECK: memref.global "private" constant @b : memref<1x2xi8>
// CHECK-DAG: memref.global "private" constant @b_folded_folded : memref<1x2x3xi8> = dense<{{\[\[\[}}1, 1, 1], [-2, -2, -2]]]>
// CHECK-DAG: memref.global "private" constant @{{.*}} : memref<1x2xi32> = dense<{{\[\[}}1, -2]]>
// CHECK-LABEL: func.func @chain(
// CHECK-NOT:     memref.alloc
memref.global "private" constant @b : memref<1x2xi8> = dense<[[1, -2]]>
func.func @chain(%y: memref<1x2x3xi8>, %z: memref<1x2xi32>, %i: index) -> i8 {
  %b = memref.get_global @b : memref<1x2xi8>
  %c = memref.alloc() : memref<1x3x2xi8>
  %d = memref.alloc() : memref<1x2x3xi8>
  %e = memref.alloc() : memref<1x2xi32>
  linalg.generic {indexing_maps = [#unit, #row], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%b : memref<1x2xi8>) outs(%c : memref<1x3x2xi8>) { ^bb0(%p: i8, %q: i8): linalg.yield %p : i8 }
  linalg.transpose ins(%c : memref<1x3x2xi8>) outs(%d : memref<1x2x3xi8>) permutation = [0, 2, 1]
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]}
    ins(%b : memref<1x2xi8>) outs(%e : memref<1x2xi32>) { ^bb0(%p: i8, %q: i32): %r = arith.extsi %p : i8 to i32  linalg.yield %r : i32 }
  linalg.add ins(%d, %d : memref<1x2x3xi8>, memref<1x2x3xi8>) outs(%y : memref<1x2x3xi8>)
  linalg.add ins(%e, %e : memref<1x2xi32>, memref<1x2xi32>) outs(%z : memref<1x2xi32>)
  %f = memref.load %b[%i, %i] : memref<1x2xi8>
  %g = memref.load %c[%i, %i, %i] : memref<1x3x2xi8>
  %h = arith.addi %f, %g : i8
  return %h : i8
}

// -----

#id = affine_map<(i) -> (i)>

// Splats, and floats that become wider.
// CHECK-DAG: memref.global "private" constant @s_folded : memref<2x4xf32> = dense<5.000000e-01>
// CHECK-DAG: memref.global "private" constant @h_folded : memref<2xf32> = dense<[-0.000000e+00, 1.500000e+00]>
// CHECK-LABEL: func.func @floats(
// CHECK-NOT:     memref.alloc
// CHECK:         return
memref.global "private" constant @s : memref<f32> = dense<0.5>
memref.global "private" constant @h : memref<2xf16> = dense<[-0.0, 1.5]>
func.func @floats(%i: index, %z: memref<2xf32>) -> f32 {
  %s = memref.get_global @s : memref<f32>
  %h = memref.get_global @h : memref<2xf16>
  %a = memref.alloc() : memref<2x4xf32>
  %b = memref.alloc() : memref<2xf32>
  linalg.broadcast ins(%s : memref<f32>) outs(%a : memref<2x4xf32>) dimensions = [0, 1]
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
    ins(%h : memref<2xf16>) outs(%b : memref<2xf32>) { ^bb0(%p: f16, %q: f32): %r = arith.extf %p : f16 to f32  linalg.yield %r : f32 }
  linalg.exp ins(%b : memref<2xf32>) outs(%z : memref<2xf32>)
  %f = memref.load %a[%i, %i] : memref<2x4xf32>
  return %f : f32
}

// -----

#id = affine_map<(i) -> (i)>

// Not what is written again, is no constant, rounds, comes into another memory,
// or is returned.
// CHECK-LABEL: module {
// CHECK-NOT: _folded
memref.global "private" constant @k : memref<2xf64> = dense<[1.0, 2.0]>
memref.global "private" @v : memref<2xf64> = dense<[1.0, 2.0]>
func.func @not(%i: index, %f: f64, %x: memref<2xf64>, %y: memref<2xf64>, %z: memref<2xf32>, %s: memref<2xf64, 1>) -> memref<2xf64> {
  %k = memref.get_global @k : memref<2xf64>
  %v = memref.get_global @v : memref<2xf64>
  %a = memref.alloc() : memref<2xf64>
  %b = memref.alloc() : memref<2xf64>
  %c = memref.alloc() : memref<2xf32>
  %d = memref.alloc() : memref<2xf64, 1>
  %e = memref.alloc() : memref<2xf64>
  memref.copy %k, %a : memref<2xf64> to memref<2xf64>
  memref.store %f, %a[%i] : memref<2xf64>
  memref.copy %v, %b : memref<2xf64> to memref<2xf64>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
    ins(%k : memref<2xf64>) outs(%c : memref<2xf32>) { ^bb0(%p: f64, %q: f32): %r = arith.truncf %p : f64 to f32  linalg.yield %r : f32 }
  memref.copy %k, %d : memref<2xf64> to memref<2xf64, 1>
  memref.copy %k, %e : memref<2xf64> to memref<2xf64>
  linalg.exp ins(%a : memref<2xf64>) outs(%x : memref<2xf64>)
  linalg.exp ins(%b : memref<2xf64>) outs(%y : memref<2xf64>)
  linalg.exp ins(%c : memref<2xf32>) outs(%z : memref<2xf32>)
  linalg.exp ins(%d : memref<2xf64, 1>) outs(%s : memref<2xf64, 1>)
  return %e : memref<2xf64>
}
