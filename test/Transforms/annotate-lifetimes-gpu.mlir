// gpu.alloc is planned in a memory space of its own; what runs on a stream is done
// at the wait for its token. The tokens of planned ops become waits.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc 2>&1 | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets --idealloc-materialize-arena | FileCheck %s --check-prefix=SLICE

// CHECK-LABEL: func.func @tokens(
// CHECK:         gpu.alloc async [%{{.*}}] () {idealloc.lifetime = #idealloc.lifetime<2 to 7>} : memref<16xf32, 1>
// CHECK:         gpu.alloc async [%{{.*}}] () {idealloc.lifetime = #idealloc.lifetime<4 to 7>} : memref<16xf32, 1>
// CHECK:         gpu.alloc () {idealloc.lifetime = #idealloc.lifetime<9 to 10>} : memref<16xf32, 1>
//
// SLICE-LABEL: func.func @tokens(
// SLICE:         %[[T0:.*]] = gpu.wait async
// SLICE:         idealloc.slice {{.*}} slot 0 live 2 to 7
// SLICE-NEXT:    %[[T1:.*]] = gpu.wait async [%[[T0]]]
// SLICE-NEXT:    %[[T2:.*]] = gpu.memcpy async [%[[T1]]]
// SLICE:         idealloc.slice {{.*}} slot 1 live 4 to 7
// SLICE-NEXT:    %[[T3:.*]] = gpu.wait async [%[[T0]]]
// SLICE-NEXT:    %[[T4:.*]] = gpu.memcpy async [%[[T3]]]
// SLICE-NEXT:    %[[T5:.*]] = gpu.wait async [%[[T2]], %[[T4]]]
// SLICE-NEXT:    gpu.wait [%[[T5]]]
// SLICE-NOT:     gpu.dealloc
// SLICE:         idealloc.slice {{.*}} slot 2 live 9 to 10
// SLICE-NEXT:    gpu.memcpy
// SLICE-NOT:     gpu.dealloc
// SLICE:         return
func.func @tokens(%h: memref<16xf32>) {
  %t0 = gpu.wait async // 0
  %a, %t1 = gpu.alloc async [%t0] () : memref<16xf32, 1> // 1
  %t2 = gpu.memcpy async [%t1] %a, %h : memref<16xf32, 1>, memref<16xf32> // 2
  %b, %t3 = gpu.alloc async [%t0] () : memref<16xf32, 1> // 3
  %t4 = gpu.memcpy async [%t3] %b, %h : memref<16xf32, 1>, memref<16xf32> // 4
  %t5 = gpu.dealloc async [%t2, %t4] %a : memref<16xf32, 1> // 5
  gpu.wait [%t5] // 6
  gpu.dealloc %b : memref<16xf32, 1> // 7
  %c = gpu.alloc () : memref<16xf32, 1> // 8
  gpu.memcpy %c, %h : memref<16xf32, 1>, memref<16xf32> // 9
  gpu.dealloc %c : memref<16xf32, 1>
  return
}
