// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=alloca | FileCheck %s

// On the stack there is nothing to free.
//
// CHECK-LABEL: func.func @stack(
// CHECK-NEXT:    %[[ARENA:.*]] = memref.alloca() {alignment = 64 : i64, idealloc.keep} : memref<128xi8>
// CHECK-NEXT:    %[[C64:.*]] = arith.constant 64 : index
// CHECK-NEXT:    %[[A:.*]] = memref.view %[[ARENA]][%[[C64]]][] : memref<128xi8> to memref<16xf32>
// CHECK-NEXT:    memref.store %{{.*}}, %[[A]]
// CHECK-NEXT:    return
func.func @stack(%v: f32, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<128xi8>
  %a = idealloc.slice %arena[64] slot 0 live 0 to 9 : memref<128xi8> to memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}
