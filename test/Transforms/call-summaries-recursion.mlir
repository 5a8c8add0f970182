// Calls on a cycle of the call graph, and indirect ones, have no summary.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// CHECK-LABEL: func.func private @direct(
func.func private @direct(%a: memref<16xf32>, %b: memref<16xf32>, %i: index) {
  %x = memref.load %b[%i] : memref<16xf32>
  // CHECK: call @direct({{.*}}) {idealloc.callee = "@direct calls itself"}
  call @direct(%a, %a, %i) : (memref<16xf32>, memref<16xf32>, index) -> ()
  return
}

// CHECK-LABEL: func.func private @ping(
func.func private @ping(%a: memref<16xf32>) {
  // CHECK: call @pong({{.*}}) {idealloc.callee = "@pong is called by what it calls, through @ping"}
  call @pong(%a) : (memref<16xf32>) -> ()
  return
}
// CHECK-LABEL: func.func private @pong(
func.func private @pong(%a: memref<16xf32>) {
  // CHECK: call @between({{.*}}) {idealloc.callee = "@between is called by what it calls, through @pong"}
  call @between(%a) : (memref<16xf32>) -> ()
  return
}
// CHECK-LABEL: func.func private @between(
func.func private @between(%a: memref<16xf32>) {
  // CHECK: call @ping({{.*}}) {idealloc.callee = "@ping is called by what it calls, through @between"}
  call @ping(%a) : (memref<16xf32>) -> ()
  // CHECK: call @leaf({{.*}}) {idealloc.callee = {args = ["none"], results = []}}
  call @leaf(%a) : (memref<16xf32>) -> ()
  return
}
func.func private @leaf(%a: memref<16xf32>) {
  return
}

// A call of a function on a cycle, from outside, has one: the argument that is
// passed around is kept.
//
// CHECK-LABEL: func.func @outside(
func.func @outside(%a: memref<16xf32>, %i: index) {
  // CHECK: call @direct({{.*}}) {idealloc.callee = {args = ["keep", "read", "none"], results = []}}
  call @direct(%a, %a, %i) : (memref<16xf32>, memref<16xf32>, index) -> ()
  // CHECK: call @ping({{.*}}) {idealloc.callee = {args = ["keep"], results = []}}
  call @ping(%a) : (memref<16xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @indirect(
func.func @indirect(%f: (memref<16xf32>) -> (), %a: memref<16xf32>) {
  // CHECK: call_indirect {{.*}} {idealloc.callee = "which function it calls is not known"}
  call_indirect %f(%a) : (memref<16xf32>) -> ()
  // CHECK: call_indirect {{.*}} {idealloc.noretain}
  call_indirect %f(%a) {idealloc.noretain} : (memref<16xf32>) -> ()
  // Also where the function can be guessed.
  // CHECK: call_indirect {{.*}} {idealloc.callee = "which function it calls is not known"}
  %g = constant @leaf : (memref<16xf32>) -> ()
  call_indirect %g(%a) : (memref<16xf32>) -> ()
  return
}
