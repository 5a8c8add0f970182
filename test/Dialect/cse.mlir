// RUN: %idealloc-opt %s --cse | FileCheck %s --check-prefixes=CHECK,CSE
// RUN: %idealloc-opt %s --canonicalize | FileCheck %s
// RUN: %idealloc-opt %s --loop-invariant-code-motion | FileCheck %s --check-prefixes=CHECK,LICM

// Slices are pure: equal ones merge, unused ones go, invariant ones are hoisted.
//
// CHECK-LABEL: func.func @slices(
// CSE:           %[[ARENA:.*]] = idealloc.arena
// CSE-NEXT:      %[[A:.*]] = idealloc.slice %[[ARENA]][0] slot 0
// CSE-NEXT:      %[[C:.*]] = idealloc.slice %[[ARENA]][64] slot 1
// CSE-NEXT:      linalg.copy ins(%[[A]] : {{.*}}) outs(%[[C]] :
// CSE-NEXT:      linalg.copy ins(%[[A]] : {{.*}}) outs(%[[C]] :
func.func @slices() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<128xi8>
  %a = idealloc.slice %arena[0] slot 0 live 2 to 9 : memref<128xi8> to memref<16xf32>
  %b = idealloc.slice %arena[0] slot 0 live 2 to 9 : memref<128xi8> to memref<16xf32>
  %c = idealloc.slice %arena[64] slot 1 live 2 to 9 : memref<128xi8> to memref<16xf32>
  linalg.copy ins(%a : memref<16xf32>) outs(%c : memref<16xf32>)
  linalg.copy ins(%b : memref<16xf32>) outs(%c : memref<16xf32>)
  return
}

// Slices that differ in anything but place are kept apart.
//
// CHECK-LABEL: func.func @distinct_slices(
// CHECK:         idealloc.slice %{{.*}}[0] slot 0 live 2 to 5
// CHECK:         idealloc.slice %{{.*}}[0] slot 1 live 5 to 9
func.func @distinct_slices(%v: f32) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 2 to 5 : memref<64xi8> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %b = idealloc.slice %arena[0] slot 1 live 5 to 9 : memref<64xi8> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  return
}

// Arenas are neither merged nor erased, even when nothing uses them.
//
// CHECK-LABEL: func.func @arenas(
// CHECK-NEXT:    idealloc.arena {alignment = 64 : i64} : memref<64xi8>
// CHECK-NEXT:    idealloc.arena {alignment = 64 : i64} : memref<64xi8>
// CHECK-NEXT:    idealloc.arena {alignment = 64 : i64} : memref<32xi8>
// CHECK-NEXT:    return
func.func @arenas() {
  %a = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %b = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %c = idealloc.arena {alignment = 64 : i64} : memref<32xi8>
  return
}

// An arena stays in its loop, and so do the slices of it.
//
// CHECK-LABEL: func.func @arena_in_a_loop(
// CHECK:         scf.for
// CHECK-NEXT:      idealloc.arena
// CHECK-NEXT:      idealloc.slice
func.func @arena_in_a_loop(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
    %a = idealloc.slice %arena[0] slot 0 live 2 to 5 : memref<64xi8> to memref<16xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  return
}

// CHECK-LABEL: func.func @slice_in_a_loop(
// LICM:          idealloc.slice
// LICM-NEXT:     scf.for
func.func @slice_in_a_loop(%n: index, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  scf.for %i = %c0 to %n step %c1 {
    %a = idealloc.slice %arena[0] slot 0 live 2 to 5 : memref<64xi8> to memref<16xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  }
  return
}
