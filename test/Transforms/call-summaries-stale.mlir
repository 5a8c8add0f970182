// Summaries are computed anew, and gone when the plan is materialised.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-annotate-lifetimes | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets --idealloc-materialize-arena | FileCheck %s --check-prefix=GONE

func.func private @external(memref<16xf32>) attributes {idealloc.noretain}
func.func private @reads(%a: memref<16xf32>, %i: index) {
  %x = memref.load %a[%i] : memref<16xf32>
  return
}

// CHECK-LABEL: func.func @caller(
// GONE-LABEL: func.func @caller(
func.func @caller(%a: memref<16xf32>, %i: index) {
  // CHECK: call @reads({{.*}}) {idealloc.callee = {args = ["read", "none"], results = []}} :
  // GONE: call @reads({{[^)]*}}) :
  call @reads(%a, %i) {idealloc.callee = {args = ["none", "none"], results = []}} : (memref<16xf32>, index) -> ()
  // CHECK: call @external({{.*}}) {idealloc.noretain} :
  call @external(%a) {idealloc.callee = {args = ["none"], results = []}} : (memref<16xf32>) -> ()
  return
}
