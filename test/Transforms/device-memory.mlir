// RUN: %idealloc-opt %s --split-input-file --idealloc=lower=false | FileCheck %s --check-prefix=SLICES
// RUN: %idealloc-opt %s --split-input-file --idealloc | FileCheck %s
// RUN: %idealloc-opt %s --split-input-file --idealloc=storage=argument | FileCheck %s --check-prefix=ARGUMENT
// RUN: not idealloc-opt %s --split-input-file --idealloc=storage=global 2>&1 | FileCheck %s --check-prefix=ERROR
// RUN: not idealloc-opt %s --split-input-file --idealloc=storage=alloca 2>&1 | FileCheck %s --check-prefix=ERROR

// What gpu.alloc allocates is memory of a device, and so is the arena. It is
// allocated in the form that the function is in, which upstream's lowering wants.

// SLICES: idealloc.arena {alignment = 64 : i64, device} : memref<64xi8, 1>
// ERROR: error: is memory of a device, which is neither on the stack nor a global; use storage=alloc or argument

// CHECK-LABEL: func.func @tokens(
// CHECK-NEXT:    %[[T0:.*]] = gpu.wait async
// CHECK-NEXT:    %[[ARENA:.*]], %[[T1:.*]] = gpu.alloc async [%[[T0]]] () {idealloc.keep} : memref<64xi8, 1>
// CHECK-NEXT:    gpu.wait [%[[T1]]]
// CHECK:         memref.view %[[ARENA]]
// CHECK:         %[[T3:.*]] = gpu.dealloc async [%{{.*}}] %[[ARENA]] : memref<64xi8, 1>
// CHECK-NEXT:    gpu.wait [%[[T3]]]
// CHECK-NEXT:    return
// ARGUMENT-LABEL: func.func @tokens(
// ARGUMENT-SAME:  memref<64xi8, 1> {idealloc.arena = {alignment = 64 : i64, bytes = 64 : i64, device}}
func.func @tokens(%x: memref<16xf32>, %y: memref<16xf32>) {
  %t0 = gpu.wait async
  %a, %t1 = gpu.alloc async [%t0] () : memref<16xf32, 1>
  %t2 = gpu.memcpy async [%t1] %a, %x : memref<16xf32, 1>, memref<16xf32>
  %t3 = gpu.memcpy async [%t2] %y, %a : memref<16xf32>, memref<16xf32, 1>
  %t4 = gpu.dealloc async [%t3] %a : memref<16xf32, 1>
  gpu.wait [%t4]
  return
}

// -----

// CHECK-LABEL: func.func @synchronous(
// CHECK-NEXT:    %[[ARENA:.*]] = gpu.alloc () {idealloc.keep} : memref<64xi8, 1>
// CHECK-NOT:     gpu.wait
// CHECK:         gpu.dealloc %[[ARENA]] : memref<64xi8, 1>
// CHECK-NEXT:    return
func.func @synchronous(%x: memref<16xf32>) {
  %a = gpu.alloc () : memref<16xf32, 1>
  gpu.memcpy %a, %x : memref<16xf32, 1>, memref<16xf32>
  gpu.dealloc %a : memref<16xf32, 1>
  return
}

// -----

// With memory of the host in one space, that of the device stays as it is.
//
// SLICES-LABEL: func.func @mixed(
// SLICES: idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
// SLICES: gpu.alloc () : memref<16xf32, 1>
// SLICES: gpu.dealloc
func.func @mixed(%x: memref<16xf32>, %v: f32, %i: index) {
  %a = gpu.alloc () : memref<16xf32, 1>
  %b = memref.alloc() : memref<16xf32, 1>
  gpu.memcpy %a, %x : memref<16xf32, 1>, memref<16xf32>
  memref.store %v, %b[%i] : memref<16xf32, 1>
  gpu.dealloc %a : memref<16xf32, 1>
  return
}
