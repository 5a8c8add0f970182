// A narrower result over its operand: right from front to back, by promise of the op or of
// the function.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

#id = affine_map<(i, j) -> (i, j)>
#arena = [{space = 0, bytes = 256, load = 256, lower_bound = 256, status = "optimal", alignment = 64}]

func.func @op(%x: memref<8x8xi32>, %y: memref<8x8xi8>) attributes {idealloc.arenas = #arena} {
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<8x8xi32>
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<8x8xi8>
  memref.copy %x, %a : memref<8x8xi32> to memref<8x8xi32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xi32>) outs(%b : memref<8x8xi8>) attrs = {idealloc.in_order} {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  memref.copy %b, %y : memref<8x8xi8> to memref<8x8xi8>
  return
}

// -----

#swap = affine_map<(i, j) -> (j, i)>
#arena = [{space = 0, bytes = 256, load = 256, lower_bound = 256, status = "optimal", alignment = 64}]

func.func @columns(%x: memref<8x8xi32>, %y: memref<8x8xi8>) attributes {idealloc.arenas = #arena, idealloc.in_order} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 256)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<8x8xi32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<8x8xi8>
  memref.copy %x, %a : memref<8x8xi32> to memref<8x8xi32>
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.generic {indexing_maps = [#swap, #swap], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xi32>) outs(%b : memref<8x8xi8>) {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  memref.copy %b, %y : memref<8x8xi8> to memref<8x8xi8>
  return
}

// -----

#id = affine_map<(i, j) -> (i, j)>
#arena = [{space = 0, bytes = 256, load = 256, lower_bound = 256, status = "optimal", alignment = 64}]

func.func @no_promise(%x: memref<8x8xi32>, %y: memref<8x8xi8>) attributes {idealloc.arenas = #arena} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 256)}}
  %a = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<8x8xi32>
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0, idealloc.slot = 0} : memref<8x8xi8>
  memref.copy %x, %a : memref<8x8xi32> to memref<8x8xi32>
  // expected-error @below {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xi32>) outs(%b : memref<8x8xi8>) {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  memref.copy %b, %y : memref<8x8xi8> to memref<8x8xi8>
  return
}
