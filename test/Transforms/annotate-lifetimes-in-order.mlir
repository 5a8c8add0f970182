// An op that goes from front to back may write a narrower result over its operand, where
// fewer bytes are needed at once then.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

#id = affine_map<(i, j) -> (i, j)>
#swap = affine_map<(i, j) -> (j, i)>

// CHECK-LABEL: func.func @op
// CHECK: idealloc.slot = 0 : i64} : memref<8x8xi32>
// CHECK: idealloc.slot = 0 : i64} : memref<8x8xi8>
func.func @op(%x: memref<8x8xi32>, %y: memref<8x8xi8>) {
  %a = memref.alloc() : memref<8x8xi32>
  %b = memref.alloc() : memref<8x8xi8>
  memref.copy %x, %a : memref<8x8xi32> to memref<8x8xi32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xi32>) outs(%b : memref<8x8xi8>) attrs = {idealloc.in_order} {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  memref.copy %b, %y : memref<8x8xi8> to memref<8x8xi8>
  return
}

// All ops of the function; a dimension of size 1 counts nothing.
// CHECK-LABEL: func.func @function
// CHECK: idealloc.slot = 0 : i64} : memref<8x8xf32>
// CHECK: idealloc.slot = 0 : i64} : memref<8x1x8xf16>
func.func @function(%x: memref<8x8xf32>, %y: memref<8x1x8xf16>) attributes {idealloc.in_order} {
  %a = memref.alloc() : memref<8x8xf32>
  %b = memref.alloc() : memref<8x1x8xf16>
  memref.copy %x, %a : memref<8x8xf32> to memref<8x8xf32>
  linalg.generic {indexing_maps = [#id, affine_map<(i, j) -> (i, 0, j)>], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xf32>) outs(%b : memref<8x1x8xf16>) {
  ^bb0(%p: f32, %o: f16):
    %r = arith.truncf %p : f32 to f16
    linalg.yield %r : f16
  }
  memref.copy %b, %y : memref<8x1x8xf16> to memref<8x1x8xf16>
  return
}

// The loops go down the columns.
// CHECK-LABEL: func.func @columns
// CHECK-NOT: idealloc.slot
func.func @columns(%x: memref<8x8xi32>, %y: memref<8x8xi8>) attributes {idealloc.in_order} {
  %a = memref.alloc() : memref<8x8xi32>
  %b = memref.alloc() : memref<8x8xi8>
  memref.copy %x, %a : memref<8x8xi32> to memref<8x8xi32>
  linalg.generic {indexing_maps = [#swap, #swap], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xi32>) outs(%b : memref<8x8xi8>) {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  memref.copy %b, %y : memref<8x8xi8> to memref<8x8xi8>
  return
}

// A wider result runs ahead of what is still to be read.
// CHECK-LABEL: func.func @wider
// CHECK-NOT: idealloc.slot
func.func @wider(%x: memref<8x8xi8>, %y: memref<8x8xi32>) attributes {idealloc.in_order} {
  %a = memref.alloc() : memref<8x8xi8>
  %b = memref.alloc() : memref<8x8xi32>
  memref.copy %x, %a : memref<8x8xi8> to memref<8x8xi8>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xi8>) outs(%b : memref<8x8xi32>) {
  ^bb0(%p: i8, %o: i32):
    %r = arith.extsi %p : i8 to i32
    linalg.yield %r : i32
  }
  memref.copy %b, %y : memref<8x8xi32> to memref<8x8xi32>
  return
}

// Rows that do not follow one another closely.
// CHECK-LABEL: func.func @gaps
// CHECK-NOT: idealloc.slot
func.func @gaps(%x: memref<8x8xi16>, %y: memref<8x8xi8>) attributes {idealloc.in_order} {
  %a = memref.alloc() : memref<8x8xi16>
  %b = memref.alloc() : memref<8x8xi8, strided<[24, 1]>>
  memref.copy %x, %a : memref<8x8xi16> to memref<8x8xi16>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xi16>) outs(%b : memref<8x8xi8, strided<[24, 1]>>) {
  ^bb0(%p: i16, %o: i8):
    %r = arith.trunci %p : i16 to i8
    linalg.yield %r : i8
  }
  memref.copy %b, %y : memref<8x8xi8, strided<[24, 1]>> to memref<8x8xi8>
  return
}

// One slot for both would take 256 bytes beside 512: 768 in place of 576.
// CHECK-LABEL: func.func @costs_more
// CHECK-NOT: idealloc.slot
func.func @costs_more(%x: memref<8x8xi32>, %y: memref<8x8xi8>, %z: memref<512xi8>) attributes {idealloc.in_order} {
  %a = memref.alloc() : memref<8x8xi32>
  %b = memref.alloc() : memref<8x8xi8>
  memref.copy %x, %a : memref<8x8xi32> to memref<8x8xi32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xi32>) outs(%b : memref<8x8xi8>) {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  %c = memref.alloc() : memref<512xi8>
  memref.copy %z, %c : memref<512xi8> to memref<512xi8>
  memref.copy %c, %z : memref<512xi8> to memref<512xi8>
  memref.copy %b, %y : memref<8x8xi8> to memref<8x8xi8>
  return
}
