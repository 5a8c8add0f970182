// T28. scf.while: values travel init -> before -> condition -> after -> yield -> before,
// and the op results are the *condition* operands.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a and %b live on to the last use of a result: all three are disjoint.
//
// CHECK-LABEL: func.func @t28_while(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 28>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 28>, idealloc.offset = 64 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<21 to 28>, idealloc.offset = 128 : i64} : memref<16xf32>
func.func @t28_while(%n: index, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  %r:3 = scf.while (%i = %c0, %x = %a, %y = %b) : (index, memref<16xf32>, memref<16xf32>) -> (index, memref<16xf32>, memref<16xf32>) {
    %go = arith.cmpi slt, %i, %n : index
    scf.condition(%go) %i, %y, %x : index, memref<16xf32>, memref<16xf32>
  } do {
  ^bb0(%i: index, %x: memref<16xf32>, %y: memref<16xf32>):
    linalg.add ins(%x, %y : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
    %j = arith.addi %i, %c1 : index
    scf.yield %j, %x, %y : index, memref<16xf32>, memref<16xf32>
  }
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  linalg.add ins(%r#1, %t : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
