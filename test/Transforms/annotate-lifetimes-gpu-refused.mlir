// gpu.alloc without a memory space of its own, shared with the host, without a
// wait, or in a kernel is not planned.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s

// The default space is that of the device here, and of the host elsewhere.
func.func @default_space(%h: memref<16xf32>) {
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=default_space | Kind=other-space,
  %a = gpu.alloc () : memref<16xf32>
  gpu.memcpy %a, %h : memref<16xf32>, memref<16xf32>
  return
}

func.func @host_shared(%h: memref<16xf32>) {
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=host_shared | Kind=other-space, Reason="device and host share it, which an arena does not"
  %a = gpu.alloc host_shared () : memref<16xf32, 1>
  gpu.memcpy %a, %h : memref<16xf32, 1>, memref<16xf32>
  return
}

func.func @no_wait(%h: memref<16xf32>) {
  %t0 = gpu.wait async
  // CHECK: :[[@LINE+1]]:13: remark: {{.*}} Function=no_wait | {{.*}} Culprit=gpu.memcpy, Kind=escapes, Reason="'gpu.memcpy' may access it until a later wait: none follows in its block"
  %a, %t1 = gpu.alloc async [%t0] () : memref<16xf32, 1>
  %t2 = gpu.memcpy async [%t1] %a, %h : memref<16xf32, 1>, memref<16xf32>
  return
}

func.func @in_a_launch(%h: memref<16xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  gpu.launch blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
             threads(%tx, %ty, %tz) in (%sx = %c1, %sy = %c1, %sz = %c1) {
    // CHECK: :[[@LINE+1]]:10: remark: {{.*}} Function=in_a_launch | {{.*}} Culprit=gpu.launch, Kind=parallel,
    %a = memref.alloc() : memref<16xf32, 1>
    memref.store %v, %a[%tx] : memref<16xf32, 1>
    gpu.terminator
  }
  return
}
