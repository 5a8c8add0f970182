// Callees are looked up from the call: an inner function hides an outer one.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -allow-unregistered-dialect | FileCheck %s

func.func private @f(%a: memref<16xf32>) {
  "some.op"(%a) : (memref<16xf32>) -> ()
  return
}

module @inner {
  func.func @f(%a: memref<16xf32>, %i: index) -> f32 {
    %x = memref.load %a[%i] : memref<16xf32>
    return %x : f32
  }
  // CHECK: func.func @calls_inner(
  func.func @calls_inner(%a: memref<16xf32>, %i: index) {
    // CHECK: call @f({{.*}}) {idealloc.callee = {args = ["read", "none"], results = [array<i64>]}}
    %x = call @f(%a, %i) : (memref<16xf32>, index) -> f32
    return
  }
}

// CHECK: func.func @calls_outer(
func.func @calls_outer(%a: memref<16xf32>) {
  // CHECK: call @f({{.*}}) {idealloc.callee = {args = ["keep"], results = []}}
  call @f(%a) : (memref<16xf32>) -> ()
  return
}
