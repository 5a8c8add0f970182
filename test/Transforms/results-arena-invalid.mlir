// RUN: idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-annotate-lifetimes

// expected-error @+1 {{has 'idealloc.results', but is called in this module: what it returned would not outlive the next call}}
func.func private @called(%x: memref<16xf32>) -> memref<16xf32> attributes {idealloc.results = "arena"} {
  %a = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  return %a : memref<16xf32>
}
func.func @calls(%x: memref<16xf32>) {
  // expected-note @+1 {{it is called here}}
  %a = call @called(%x) : (memref<16xf32>) -> memref<16xf32>
  return
}

// -----

// expected-error @+1 {{expects 'idealloc.results' to be "arena" or "program" on a function}}
func.func @other() attributes {idealloc.results = "out-params"} {
  return
}
