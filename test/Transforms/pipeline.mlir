// RUN: %idealloc-opt %s --idealloc | FileCheck %s --check-prefixes=CHECK,ALLOC
// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc)' | FileCheck %s --check-prefixes=CHECK,ALLOC
// RUN: %idealloc-opt %s --idealloc=storage=alloca | FileCheck %s --check-prefixes=CHECK,ALLOCA
// RUN: %idealloc-opt %s --idealloc=storage=global | FileCheck %s --check-prefixes=CHECK,GLOBAL
// RUN: %idealloc-opt %s --idealloc=storage=argument | FileCheck %s --check-prefixes=CHECK,ARGUMENT
// RUN: %idealloc-opt %s --idealloc=lower=false | FileCheck %s --check-prefixes=CHECK,SLICES
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets --idealloc-verify-offsets --idealloc-materialize-arena --idealloc-lower-to-memref | FileCheck %s --check-prefixes=CHECK,ALLOC

// GLOBAL:      memref.global "private" @__idealloc_arena : memref<64xi8> = uninitialized {alignment = 64 : i64}

// CHECK-LABEL: func.func @network(
// ARGUMENT-SAME: %[[ARENA:[a-z0-9]+]]: memref<64xi8> {idealloc.arena = {alignment = 64 : i64, bytes = 64 : i64}})
// CHECK-SAME:    idealloc.arenas = [{alignment = 64 : i64, bytes = 64 : i64, load = 64 : i64, lower_bound = 64 : i64, space = 0 : i64, status = "optimal"}]
// ALLOC:         %[[ARENA:.*]] = memref.alloc() {alignment = 64 : i64{{.*}}} : memref<64xi8>
// ALLOCA:        %[[ARENA:.*]] = memref.alloca() {alignment = 64 : i64{{.*}}} : memref<64xi8>
// GLOBAL:        %[[ARENA:.*]] = memref.get_global @__idealloc_arena : memref<64xi8>
// SLICES:        %[[ARENA:.*]] = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
// SLICES:        %[[A:.*]] = idealloc.slice %[[ARENA]][0] slot 0 live 1 to 8 : memref<64xi8> to memref<16xf32>
// ALLOC:         %[[A:.*]] = memref.view %[[ARENA]]
// CHECK:         linalg.fill
// ALLOC:         %[[B:.*]] = memref.view %[[ARENA]]
// SLICES:        %[[B:.*]] = idealloc.slice %[[ARENA]][0] slot 1 live 10 to 17 : memref<64xi8> to memref<16xf32>
// CHECK:         linalg.fill
// ALLOC:         memref.dealloc %[[ARENA]]
// CHECK-NOT:     memref.dealloc
// CHECK:         return
func.func @network(%v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  memref.dealloc %a : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  linalg.add ins(%b, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  memref.dealloc %b : memref<16xf32>
  return
}
