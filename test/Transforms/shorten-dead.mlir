// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
//
// What nothing reads is not written, and so on to the front.

// CHECK-LABEL: func.func @chain(
// CHECK-NEXT:    return
func.func @chain(%x: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  %v = memref.cast %a : memref<8xf32> to memref<?xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%v : memref<?xf32>)
  linalg.exp ins(%a : memref<8xf32>) outs(%b : memref<8xf32>)
  memref.dealloc %b : memref<8xf32>
  memref.dealloc %a : memref<8xf32>
  return
}

// -----

#id = affine_map<(i) -> (i)>

// An op that stops the program or writes something else stays, and what a
// function returns. So does what is not written at all.
// CHECK-LABEL: func.func @not_dead(
// CHECK-COUNT-4: memref.alloc()
// CHECK:       linalg.generic
// CHECK:       linalg.generic
// CHECK:       linalg.exp
func.func @not_dead(%c: i1, %x: memref<8xf32>, %y: memref<8xf32>) -> memref<8xf32> {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  %r = memref.alloc() : memref<8xf32>
  %n = memref.alloc() : memref<8xf32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
    ins(%x : memref<8xf32>) outs(%a : memref<8xf32>) { ^bb0(%p: f32, %q: f32): cf.assert %c, "stop"  linalg.yield %p : f32 }
  linalg.generic {indexing_maps = [#id, #id, #id], iterator_types = ["parallel"]}
    ins(%x : memref<8xf32>) outs(%y, %b : memref<8xf32>, memref<8xf32>) { ^bb0(%p: f32, %q: f32, %s: f32): linalg.yield %p, %p : f32, f32 }
  linalg.exp ins(%x : memref<8xf32>) outs(%r : memref<8xf32>)
  return %r : memref<8xf32>
}

// -----

#id = affine_map<(i) -> (i)>

// An op that reads two buffers goes once: %a keeps its other reader, though %n,
// which nothing writes, goes with the op.
// CHECK-LABEL: func.func @two_readers(
// CHECK:       %[[a:.*]] = memref.alloc()
// CHECK-NEXT:  linalg.exp ins(%{{.*}}) outs(%[[a]]
// CHECK-NEXT:  linalg.log ins(%[[a]]
// CHECK-NEXT:  return
func.func @two_readers(%x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  %n = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.add ins(%a, %n : memref<8xf32>, memref<8xf32>) outs(%b : memref<8xf32>)
  linalg.log ins(%a : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}
