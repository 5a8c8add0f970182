// T14. Textual block order is not execution order: ^late is printed first but runs
// after ^body; the back-edge makes %a live through the whole cycle.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a lives in the whole cycle, so %t must not share with it. %z comes after it and
// may.
//
// CHECK-LABEL: func.func @t14_cfg(
// CHECK-SAME: bytes = 128 : i64
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 7, 16 to 32>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 15>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<23 to 30>, idealloc.offset = 64 : i64} : memref<16xf32>
func.func @t14_cfg(%n: index, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  cf.br ^head(%c0 : index)
^late:
  %z = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%z : memref<16xf32>)
  linalg.add ins(%z, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
^head(%i: index):
  %go = arith.cmpi slt, %i, %n : index
  cf.cond_br %go, ^body, ^late
^body:
  linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  linalg.add ins(%t, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  %j = arith.addi %i, %c1 : index
  cf.br ^head(%j : index)
}
