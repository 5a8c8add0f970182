// T14. Textual block order is not execution order: ^late is printed first but runs
// after ^body; the back-edge makes %a live through the whole cycle.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Several blocks are not followed yet: all refused.
//
// CHECK-LABEL: func.func @t14_cfg(
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() : memref<16xf32>
func.func @t14_cfg(%n: index, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=func.func, Kind=unstructured,
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  cf.br ^head(%c0 : index)
^late:
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=func.func, Kind=unstructured,
  %z = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%z : memref<16xf32>)
  linalg.add ins(%z, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
^head(%i: index):
  %go = arith.cmpi slt, %i, %n : index
  cf.cond_br %go, ^body, ^late
^body:
  linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=func.func, Kind=unstructured,
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  linalg.add ins(%t, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  %j = arith.addi %i, %c1 : index
  cf.br ^head(%j : index)
}
