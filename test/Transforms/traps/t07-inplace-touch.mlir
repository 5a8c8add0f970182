// T7. "Touching" intervals (last read of %a at the op that first writes %b).
// Sharing the slot is fine for the elementwise add, wrong for transpose, wrong for
// matmul, wrong for a widening cast (output elements overtake inputs).

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// The add bears it that %b is %a: one slot. %t must not share with it, nor %w with
// %t; %w may share with %a and %b.
//
// CHECK-LABEL: func.func @t07_inplace_touch(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>, idealloc.offset = 0 : i64, idealloc.slot = 0 : i64} : memref<8x8xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 13>, idealloc.offset = 0 : i64, idealloc.slot = 0 : i64} : memref<8x8xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<10 to 18>, idealloc.offset = 256 : i64} : memref<8x8xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<14 to 19>, idealloc.offset = {{0|512}} : i64} : memref<8x8xf64>
func.func @t07_inplace_touch(%v: f32, %o1: memref<8x8xf32>, %o2: memref<8x8xf64>) {
  %a = memref.alloc() : memref<8x8xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<8x8xf32>)
  %b = memref.alloc() : memref<8x8xf32>
  linalg.add ins(%a, %a : memref<8x8xf32>, memref<8x8xf32>) outs(%b : memref<8x8xf32>)
  %t = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%b : memref<8x8xf32>) outs(%t : memref<8x8xf32>) permutation = [1, 0]
  %w = memref.alloc() : memref<8x8xf64>
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i, j)>],
                  iterator_types = ["parallel", "parallel"]}
      ins(%t : memref<8x8xf32>) outs(%w : memref<8x8xf64>) {
  ^bb0(%x: f32, %y: f64):
    %e = arith.extf %x : f32 to f64
    linalg.yield %e : f64
  }
  memref.copy %w, %o2 : memref<8x8xf64> to memref<8x8xf64>
  return
}
