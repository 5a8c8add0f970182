// RUN: %idealloc-opt %s | FileCheck %s

// Any number names a slot.

// CHECK: idealloc.slice %{{.*}}[0] slot 9223372036854775807 live 0 to 1
// CHECK: idealloc.slice %{{.*}}[0] slot 9223372036854775806 live 1 to 2
func.func @slots() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 9223372036854775807 live 0 to 1 : memref<64xi8> to memref<16xf32>
  %b = idealloc.slice %arena[0] slot 9223372036854775806 live 1 to 2 : memref<64xi8> to memref<16xf32>
  return
}
