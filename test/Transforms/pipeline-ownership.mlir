// RUN: idealloc-opt %s --pass-pipeline='builtin.module(idealloc,ownership-based-buffer-deallocation,canonicalize,buffer-deallocation-simplification,bufferization-lower-deallocations)' | FileCheck %s
// RUN: idealloc-opt %s --pass-pipeline='builtin.module(idealloc{dealloc-arena=false},ownership-based-buffer-deallocation,canonicalize,buffer-deallocation-simplification,bufferization-lower-deallocations)' | FileCheck %s

// The deallocation pipeline may follow: the arena is freed once, by the one that
// is to do it, and what was left over too.

// CHECK:       %[[ARENA:.*]] = memref.alloc() {alignment = 64 : i64{{.*}}} : memref<64xi8>
// CHECK:       %[[KEPT:.*]] = memref.alloc() {{{.*}}} : memref<16xf32>
// CHECK-DAG:   memref.dealloc %[[ARENA]]
// CHECK-DAG:   memref.dealloc %[[KEPT]]
// CHECK-NOT:   memref.dealloc
// CHECK:       return
func.func @f(%x: memref<16xf32>, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  %b = memref.alloc() {idealloc.keep} : memref<16xf32>
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  linalg.negf ins(%b : memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
