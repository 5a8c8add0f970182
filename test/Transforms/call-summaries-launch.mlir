// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all | FileCheck %s
// RUN: idealloc-opt %s --idealloc=memory-spaces=all -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=REMARK

// What a kernel does to its arguments is read from its body, as with a call; the
// launch waits for it, or hands out a token.

module attributes {gpu.container_module} {
gpu.module @kernels {
  // Memory of a workgroup is no argument.
  gpu.func @read(%m: memref<16xf32, 1>, %out: memref<16xf32, 1>) workgroup(%w: memref<16xf32, 3>) kernel {
    %i = gpu.thread_id x
    %v = memref.load %m[%i] : memref<16xf32, 1>
    memref.store %v, %w[%i] : memref<16xf32, 3>
    memref.store %v, %out[%i] : memref<16xf32, 1>
    gpu.return
  }
  gpu.func @keeps(%m: memref<16xf32, 1>) kernel {
    %p = memref.extract_aligned_pointer_as_index %m : memref<16xf32, 1> -> index
    gpu.return
  }
}
gpu.binary @compiled [#gpu.object<#nvvm.target, "">]

// CHECK-LABEL: func.func @sync(
// CHECK-COUNT-2: idealloc.lifetime
// CHECK: gpu.launch_func @kernels::@read {{.*}} {idealloc.callee = {args = ["read", "write"], results = []}}
func.func @sync(%v: f32, %i: index) {
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32, 1>
  %b = memref.alloc() : memref<16xf32, 1>
  memref.store %v, %a[%i] : memref<16xf32, 1>
  gpu.launch_func @kernels::@read blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<16xf32, 1>, %b : memref<16xf32, 1>)
  return
}

// In flight until the wait: nothing else may have the bytes of %a before it.
// CHECK-LABEL: func.func @async(
// CHECK: %[[A:.*]] = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>}
// CHECK: gpu.launch_func async @kernels::@read
func.func @async(%v: f32, %i: index, %out: memref<16xf32, 1>) {
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32, 1>
  %b = memref.alloc() : memref<16xf32, 1>
  memref.store %v, %a[%i] : memref<16xf32, 1>
  %t = gpu.launch_func async @kernels::@read blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<16xf32, 1>, %out : memref<16xf32, 1>)
  memref.store %v, %b[%i] : memref<16xf32, 1>
  memref.store %v, %b[%i] : memref<16xf32, 1>
  gpu.wait [%t]
  return
}

// REMARK-DAG: Function=kept{{.*}}Reason="the callee of 'gpu.launch_func' may retain it: @kernels::@keeps; promise the contrary with idealloc.noretain on the call or the function"
// CHECK-LABEL: func.func @kept(
// CHECK-NOT: idealloc.lifetime
func.func @kept(%v: f32, %i: index) {
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32, 1>
  memref.store %v, %a[%i] : memref<16xf32, 1>
  gpu.launch_func @kernels::@keeps blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<16xf32, 1>)
  return
}

// A binary has no body here, but a promise counts.
// REMARK-DAG: Function=binary{{.*}}may retain it: @compiled::@k has no body that is known here
// CHECK-LABEL: func.func @binary(
// CHECK-NOT: idealloc.lifetime
// CHECK: memref.alloc() {idealloc.lifetime
func.func @binary(%v: f32, %i: index) {
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32, 1>
  memref.store %v, %a[%i] : memref<16xf32, 1>
  gpu.launch_func @compiled::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%a : memref<16xf32, 1>)
  %b = memref.alloc() : memref<16xf32, 1>
  gpu.launch_func @compiled::@k blocks in (%c1, %c1, %c1) threads in (%c1, %c1, %c1) args(%b : memref<16xf32, 1>) {idealloc.noretain}
  return
}
}
