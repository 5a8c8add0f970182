// RUN: idealloc-opt %s --idealloc-shorten --allow-unregistered-dialect --split-input-file | FileCheck %s
//
// What it reads is written in between, or would have to live longer.

// CHECK-LABEL: func.func @argument_written(
// CHECK:         memref.copy
// CHECK-NEXT:    linalg.exp
func.func @argument_written(%x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  memref.copy %x, %a : memref<8xf32> to memref<8xf32>
  linalg.exp ins(%z : memref<8xf32>) outs(%y : memref<8xf32>)
  linalg.negf ins(%a : memref<8xf32>) outs(%z : memref<8xf32>)
  return
}

// -----

// Whoever is called may write a global, as may an op that nothing is known of.
// CHECK-LABEL: func.func @called(
// CHECK:         memref.copy
// CHECK-NEXT:    call
// CHECK:         memref.copy
// CHECK-NEXT:    "test.unknown"
memref.global "private" @g : memref<8xf32> = dense<0.0>
func.func private @unknown()
func.func @called(%y: memref<8xf32>) {
  %x = memref.get_global @g : memref<8xf32>
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  memref.copy %x, %a : memref<8xf32> to memref<8xf32>
  call @unknown() : () -> ()
  linalg.negf ins(%a : memref<8xf32>) outs(%y : memref<8xf32>)
  memref.copy %x, %b : memref<8xf32> to memref<8xf32>
  "test.unknown"() : () -> ()
  linalg.negf ins(%b : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}

// -----

// CHECK-LABEL: func.func @buffer_written(
// CHECK:         linalg.negf
// CHECK-NEXT:    memref.store
func.func @buffer_written(%v: f32, %i: index, %x: memref<8xf32>, %y: memref<8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.negf ins(%s : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.store %v, %s[%i] : memref<8xf32>
  linalg.mul ins(%a, %s : memref<8xf32>, memref<8xf32>) outs(%y : memref<8xf32>)
  return
}

// -----

// %s dies at the negation: moved, it would live longer, and %a for as long less.
// CHECK-LABEL: func.func @source_dies(
// CHECK:         linalg.exp
// CHECK-NEXT:    linalg.negf
// CHECK-NEXT:    linalg.exp
func.func @source_dies(%x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.negf ins(%s : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.exp ins(%x : memref<8xf32>) outs(%y : memref<8xf32>)
  linalg.exp ins(%a : memref<8xf32>) outs(%z : memref<8xf32>)
  return
}

// -----

#id = affine_map<(i) -> (i)>

// Its body loads from what is written in between; and one that may stop.
// CHECK-LABEL: func.func @body(
// CHECK:         linalg.generic
// CHECK:         linalg.generic
// CHECK:         linalg.exp
func.func @body(%c: i1, %i: index, %x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  linalg.generic {indexing_maps = [#id], iterator_types = ["parallel"]}
    outs(%a : memref<8xf32>) { ^bb0(%q: f32): %r = memref.load %x[%i] : memref<8xf32>  linalg.yield %r : f32 }
  linalg.generic {indexing_maps = [#id], iterator_types = ["parallel"]}
    outs(%b : memref<8xf32>) { ^bb0(%q: f32): %r = arith.constant 1.0 : f32  cf.assert %c, "stop"  linalg.yield %r : f32 }
  linalg.exp ins(%z : memref<8xf32>) outs(%x : memref<8xf32>)
  linalg.mul ins(%a, %b : memref<8xf32>, memref<8xf32>) outs(%y : memref<8xf32>)
  return
}

// -----

// It is used in a block of its own: where it runs is not told by a list.
// CHECK-LABEL: func.func @blocks(
// CHECK:         linalg.fill
// CHECK:         cf.br
func.func @blocks(%v: f32, %x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<8xf32>)
  linalg.exp ins(%x : memref<8xf32>) outs(%y : memref<8xf32>)
  cf.br ^next
^next:
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// Allocated here, but the call may return it, or the select choose another one;
// and a state, which an earlier call may have returned.
// CHECK-LABEL: func.func @returned_by_call(
// CHECK:         memref.copy
// CHECK-NEXT:    linalg.negf
// CHECK-LABEL: func.func @selected(
// CHECK:         memref.copy
// CHECK-NEXT:    linalg.negf
// CHECK-LABEL: func.func @state(
// CHECK:         memref.copy
// CHECK-NEXT:    linalg.negf
func.func private @same(memref<8x8xf32>) -> memref<8x8xf32>
func.func @returned_by_call(%x: memref<8x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  %k = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  %r = call @same(%k) : (memref<8x8xf32>) -> memref<8x8xf32>
  memref.copy %r, %a : memref<8x8xf32> to memref<8x8xf32>
  linalg.negf ins(%x : memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  linalg.matmul ins(%x, %a : memref<8x8xf32>, memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  return
}
func.func @selected(%c: i1, %x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  %k = memref.alloc() : memref<8x8xf32>
  %s = arith.select %c, %k, %x : memref<8x8xf32>
  memref.copy %x, %a : memref<8x8xf32> to memref<8x8xf32>
  linalg.negf ins(%y : memref<8x8xf32>) outs(%s : memref<8x8xf32>)
  linalg.matmul ins(%s, %a : memref<8x8xf32>, memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}
func.func @state(%x: memref<8x8xf32>, %y: memref<8x8xf32>) -> memref<8x8xf32> {
  %a = memref.alloc() : memref<8x8xf32>
  %k = memref.alloc() {idealloc.state} : memref<8x8xf32>
  memref.copy %x, %a : memref<8x8xf32> to memref<8x8xf32>
  linalg.negf ins(%y : memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  linalg.matmul ins(%y, %a : memref<8x8xf32>, memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  return %k : memref<8x8xf32>
}
