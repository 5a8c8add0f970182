// RUN: idealloc-opt %s --idealloc-annotate-lifetimes --verify-diagnostics

// A pin that is not heeded deserves more than a remark.

func.func @pinned_and_returned() -> memref<16xf32> {
  // expected-warning @+1 {{is pinned but not planned: 'func.return' returns it}}
  %a = memref.alloc() {idealloc.pin = 64} : memref<16xf32>
  return %a : memref<16xf32>
}

func.func @pinned_and_planned(%v: f32, %i: index) {
  %a = memref.alloc() {idealloc.pin = 64} : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}
