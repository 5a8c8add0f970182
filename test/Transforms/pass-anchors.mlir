// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc-annotate-lifetimes,idealloc-assign-offsets,func.func(idealloc-verify-offsets,idealloc-materialize-arena),idealloc-lower-to-memref)' | FileCheck %s
// RUN: not idealloc-opt %s --pass-pipeline='builtin.module(func.func(idealloc-annotate-lifetimes))' 2>&1 | FileCheck %s --check-prefix=WRONG
// RUN: not idealloc-opt %s --pass-pipeline='builtin.module(func.func(idealloc-assign-offsets))' 2>&1 | FileCheck %s --check-prefix=WRONG
// RUN: not idealloc-opt %s --pass-pipeline='builtin.module(func.func(idealloc-lower-to-memref))' 2>&1 | FileCheck %s --check-prefix=WRONG

// What needs the call graph or changes symbols runs on a symbol table op, the
// rest on functions as well.

// WRONG: unable to schedule pass '{{.*}}' on a PassManager intended to run on 'func.func'

// CHECK-LABEL: func.func @network(
// CHECK:         memref.view
func.func @network(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}
