// RUN: %idealloc-opt %s --idealloc-assign-offsets='strategy=first-fit-begin capacity=L1:64' | FileCheck %s
// RUN: %idealloc-opt %s '--idealloc-assign-offsets=strategy=first-fit-begin capacity=#gpu.address_space<workgroup>:64,"L1":64' | FileCheck %s

// One arena per memory space, in order of appearance; spaces do not compete.
//
// CHECK-LABEL: func.func @spaces()
// CHECK-SAME:    idealloc.arenas = [{{{.*}} space = "L1", {{[^}]*}}}, {{{.*}} space = #gpu.address_space<workgroup>, {{[^}]*}}}, {{{.*}} space = 0 : i64, {{[^}]*}}}, {{{.*}} space = 3 : i64, {{[^}]*}}}]
func.func @spaces() {
  // CHECK: idealloc.offset = 0 : i64} : memref<16xf32, "L1">
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, "L1">
  // CHECK: idealloc.offset = 0 : i64} : memref<16xf32, #gpu.address_space<workgroup>>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, #gpu.address_space<workgroup>>
  // CHECK: idealloc.offset = 0 : i64} : memref<16xf32>
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32>
  // CHECK: idealloc.offset = 0 : i64} : memref<16xf32, 3>
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 3>
  // CHECK: idealloc.offset = 64 : i64} : memref<16xf32>
  %e = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32>
  return
}
