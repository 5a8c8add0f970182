// UNSUPPORTED: asan
// RUN: mlir-opt %s --load-dialect-plugin=%plugin --pass-pipeline='builtin.module(idealloc{lower=false shorten=false schedule=off})' | FileCheck %s --check-prefix=SLICES
// RUN: mlir-opt %s --load-dialect-plugin=%plugin --pass-pipeline='builtin.module(idealloc{shorten=false schedule=off})' | FileCheck %s
// RUN: mlir-opt %s --load-dialect-plugin=%plugin --load-pass-plugin=%plugin --pass-pipeline='builtin.module(idealloc{shorten=false schedule=off})' | FileCheck %s
// RUN: mlir-opt %s --load-dialect-plugin=%plugin --pass-pipeline='builtin.module(idealloc{lower=false shorten=false schedule=off})' | mlir-opt --load-dialect-plugin=%plugin --pass-pipeline='builtin.module(canonicalize,cse,idealloc-lower-to-memref)' | FileCheck %s

// A stock mlir-opt reads and writes the dialect and runs the passes.

// SLICES-LABEL: func.func @network(
// SLICES:         %[[ARENA:.*]] = idealloc.arena {alignment = 64 : i64} : memref<128xi8>
// SLICES:         idealloc.slice %[[ARENA]]

// CHECK-LABEL:  func.func @network(
// CHECK-SAME:     idealloc.arenas
// CHECK:          %[[ARENA:.*]] = memref.alloc() {alignment = 64 : i64{{.*}}} : memref<128xi8>
// CHECK-COUNT-2:  memref.view %[[ARENA]]
// CHECK:          memref.dealloc %[[ARENA]]
func.func @network(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i] : memref<16xf32>
  memref.copy %a, %b : memref<16xf32> to memref<16xf32>
  return
}
