// UNSUPPORTED: asan
// RUN: not mlir-opt %s --load-dialect-plugin=%plugin --pass-pipeline='builtin.module(idealloc{strategy=xla-best})' 2>&1 | FileCheck %s --check-prefix=PEER
// RUN: not mlir-opt %s --load-dialect-plugin=%plugin --pass-pipeline='builtin.module(idealloc-shadow)' 2>&1 | FileCheck %s --check-prefix=SHADOW
// RUN: %idealloc-opt %s --idealloc='strategy=xla-best shorten=false schedule=off' | FileCheck %s

// The plugin has no planners of other systems and no passes for tests.

// PEER: unknown strategy 'xla-best'; known: auto, exact, boxing, greedy, {{.*}}best-fit-conflicts-size{{$}}
// SHADOW: 'idealloc-shadow' does not refer to a registered pass

// CHECK: memref.view
func.func @f(%v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}
