// T30. Device-side liveness follows tokens: %a is in use from launch until the gpu.wait
// that consumes %t1; program order of the host ops says nothing.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Only memref.alloc is planned: nothing changes.
//
// CHECK-LABEL: func.func @t30_gpu_async(
// CHECK-NOT: idealloc
func.func @t30_gpu_async(%v: f32, %h: memref<16xf32>) {
  %t0 = gpu.wait async
  %a, %t1 = gpu.alloc async [%t0] () : memref<16xf32>
  %t2 = gpu.memcpy async [%t1] %a, %h : memref<16xf32>, memref<16xf32>
  %b, %t3 = gpu.alloc async [%t0] () : memref<16xf32>
  %t4 = gpu.memcpy async [%t3] %h, %b : memref<16xf32>, memref<16xf32>
  gpu.wait [%t2, %t4]
  return
}
