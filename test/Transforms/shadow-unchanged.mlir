// RUN: idealloc-test-opt %s -o %t.before
// RUN: %idealloc-test-opt %s --idealloc-shadow -o %t.after
// RUN: diff %t.before %t.after

// Without an arena there is nothing to check.
func.func @f(%v: f32, %m: memref<16xf32>) {
  linalg.fill ins(%v : f32) outs(%m : memref<16xf32>)
  return
}
