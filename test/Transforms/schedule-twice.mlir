// RUN: idealloc-opt %s --idealloc-schedule --verify-diagnostics

// Places of an earlier order that was not proved are not overwritten.

func.func @stale(%x: memref<8xf32>, %v: f32) {
  // expected-error@+1 {{has 'idealloc.order' of an earlier run; run idealloc-verify-order first}}
  linalg.fill {idealloc.order = 0 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  return
}
