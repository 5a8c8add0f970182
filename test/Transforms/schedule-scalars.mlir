// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order | FileCheck %s

// A number that is loaded may become an index or an operand later: the load stays
// before what overwrites its memory, and before what uses it.

// CHECK-LABEL: @index
// CHECK: %[[I:.*]] = memref.load %[[N:.*]][] : memref<index>
// CHECK: linalg.exp
// CHECK: linalg.reduce
// CHECK: linalg.fill
// CHECK: memref.load %{{.*}}[%[[I]]] : memref<64xf32>
// CHECK: memref.store %{{.*}}, %[[N]][] : memref<index>
// CHECK: memref.load %[[N]][] : memref<index>
func.func @index(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>, %v: f32, %k: index) -> f32 {
  %n = memref.alloc() : memref<index>
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  memref.store %k, %n[] : memref<index>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  %i = memref.load %n[] : memref<index>
  linalg.fill ins(%v : f32) outs(%b : memref<64xf32>)
  %c1 = arith.constant 1 : index
  memref.store %c1, %n[] : memref<index>
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  %r = memref.load %b[%i] : memref<64xf32>
  %j = memref.load %n[] : memref<index>
  memref.store %r, %x[%j] : memref<64xf32>
  return %r : f32
}
