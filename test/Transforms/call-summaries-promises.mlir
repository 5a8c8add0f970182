// idealloc.noretain stands in for a body, and overrides what a body keeps.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -allow-unregistered-dialect | FileCheck %s

func.func private @external(memref<16xf32>)
func.func private @promises(memref<16xf32>) attributes {idealloc.noretain}

// The body says what is read and written, and of what the promise covers
// nothing but that it is not kept.
func.func private @keeps(%a: memref<16xf32>, %b: memref<16xf32>, %i: index) -> (memref<16xf32>, f32) attributes {idealloc.noretain} {
  %x = memref.load %a[%i] : memref<16xf32>
  "some.op"(%b) : (memref<16xf32>) -> ()
  return %a, %x : memref<16xf32>, f32
}

// What is freed is no longer there to be planned.
func.func private @frees(%a: memref<16xf32>) attributes {idealloc.noretain} {
  memref.dealloc %a : memref<16xf32>
  return
}

// A pointer in a result is not covered.
func.func private @pointer(%a: memref<16xf32>) -> !llvm.ptr attributes {idealloc.noretain} {
  %r = builtin.unrealized_conversion_cast %a : memref<16xf32> to !llvm.ptr
  return %r : !llvm.ptr
}

// CHECK-LABEL: func.func private @recursive(
func.func private @recursive(%a: memref<16xf32>) attributes {idealloc.noretain} {
  // CHECK: call @recursive({{.*}}) {idealloc.noretain} :
  call @recursive(%a) : (memref<16xf32>) -> ()
  return
}

func.func private @stores(%a: memref<16xf32>) {
  "some.op"(%a) : (memref<16xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @caller(
func.func @caller(%a: memref<16xf32>, %i: index) {
  // CHECK: call @external({{.*}}) {idealloc.callee = "@external has no body that is known here"}
  call @external(%a) : (memref<16xf32>) -> ()
  // CHECK: call @external({{.*}}) {idealloc.noretain} :
  call @external(%a) {idealloc.noretain} : (memref<16xf32>) -> ()
  // CHECK: call @promises({{.*}}) {idealloc.noretain} :
  call @promises(%a) : (memref<16xf32>) -> ()
  // CHECK: call @keeps({{.*}}) {idealloc.callee = {args = ["read", "readwrite", "none"], results = [array<i64: 0, 1>, array<i64>]}, idealloc.noretain}
  %r:2 = call @keeps(%a, %a, %i) : (memref<16xf32>, memref<16xf32>, index) -> (memref<16xf32>, f32)
  // CHECK: call @frees({{.*}}) {idealloc.callee = {args = ["free"], results = []}, idealloc.noretain}
  call @frees(%a) : (memref<16xf32>) -> ()
  // CHECK: call @pointer({{.*}}) {idealloc.callee = {args = ["keep"], results = [array<i64>]}, idealloc.noretain}
  %p = call @pointer(%a) : (memref<16xf32>) -> !llvm.ptr
  // CHECK: call @recursive({{.*}}) {idealloc.callee = {args = ["readwrite"], results = []}, idealloc.noretain}
  call @recursive(%a) : (memref<16xf32>) -> ()
  // A promise of one call is not one of another.
  // CHECK: call @stores({{.*}}) {idealloc.callee = {args = ["readwrite"], results = []}, idealloc.noretain}
  call @stores(%a) {idealloc.noretain} : (memref<16xf32>) -> ()
  // CHECK: call @stores({{.*}}) {idealloc.callee = {args = ["keep"], results = []}}
  call @stores(%a) : (memref<16xf32>) -> ()
  return
}
