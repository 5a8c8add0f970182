// T29. N-slot rotation must index with ((iv - lb) / step) mod N. With step 2 and N = 2,
// `iv mod 2` is always slot 0 (hw-native-sys/pypto#1953).

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// The ring is one buffer, live through every iteration.
//
// CHECK-LABEL: func.func @t29_multibuffer(
// CHECK: memref.alloc() {alignment = 64 : i64, idealloc.lifetime = #idealloc.lifetime<5 to 12>, idealloc.offset = 0 : i64} : memref<2x2xf32, 1>
func.func @t29_multibuffer(%in: memref<64xf32>, %out: memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c2 = arith.constant 2 : index
  %c64 = arith.constant 64 : index
  %ring = memref.alloc() {alignment = 64 : i64} : memref<2x2xf32, 1>
  scf.for %iv = %c0 to %c64 step %c2 {
    %slot = affine.apply affine_map<(d0) -> ((d0 floordiv 2) mod 2)>(%iv)
    %cur = memref.subview %ring[%slot, 0] [1, 2] [1, 1] : memref<2x2xf32, 1> to memref<2xf32, strided<[1], offset: ?>, 1>
    %s = memref.subview %in[%iv] [2] [1] : memref<64xf32> to memref<2xf32, strided<[1], offset: ?>>
    memref.copy %s, %cur : memref<2xf32, strided<[1], offset: ?>> to memref<2xf32, strided<[1], offset: ?>, 1>
    %d = memref.subview %out[%iv] [2] [1] : memref<64xf32> to memref<2xf32, strided<[1], offset: ?>>
    memref.copy %cur, %d : memref<2xf32, strided<[1], offset: ?>, 1> to memref<2xf32, strided<[1], offset: ?>>
  }
  return
}
