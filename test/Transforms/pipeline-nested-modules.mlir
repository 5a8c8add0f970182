// RUN: %idealloc-opt %s --idealloc=lower=false | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=storage=global | FileCheck %s --check-prefix=GLOBAL
// RUN: %idealloc-opt %s --idealloc=storage=argument | FileCheck %s --check-prefix=ARGUMENT
// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(builtin.module(idealloc{lower=false}))' | FileCheck %s --check-prefix=INNER

// Functions of one name in several modules have a plan each.

// CHECK-LABEL:    func.func @main(
// CHECK:            idealloc.arena {alignment = 64 : i64} : memref<64xi8>
// GLOBAL:         memref.global "private" @__idealloc_arena : memref<64xi8>
// ARGUMENT:       func.func @main({{.*}} memref<64xi8>
// INNER-LABEL:    func.func @main(
// INNER-NOT:        idealloc
func.func @main(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// CHECK-LABEL:    module @inner
// CHECK:            idealloc.arena {alignment = 64 : i64} : memref<128xi8>
// GLOBAL-LABEL:   module @inner
// GLOBAL:           memref.global "private" @__idealloc_arena : memref<128xi8>
// ARGUMENT-LABEL: module @inner
// ARGUMENT:         func.func @main({{.*}} memref<128xi8>
// ARGUMENT:         call @main(%{{.*}}, %{{.*}}, %{{.*}}) : (f32, index, memref<128xi8>) -> ()
// INNER-LABEL:    module @inner
// INNER:            idealloc.arena {alignment = 64 : i64} : memref<128xi8>
module @inner {
  func.func @main(%v: f32, %i: index) {
    %a = memref.alloc() : memref<32xf32>
    memref.store %v, %a[%i] : memref<32xf32>
    return
  }
  func.func @calls_main(%v: f32, %i: index) {
    call @main(%v, %i) : (f32, index) -> ()
    return
  }
}
