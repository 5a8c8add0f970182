// RUN: not idealloc-opt %s --idealloc='lifetimes=given lower=false' 2>&1 | FileCheck %s

// The pipeline proves what a front end states: %a is read after its stated end,
// when %b has its bytes.
//
// CHECK: :[[@LINE+6]]:3: error:
func.func @given_lifetime_too_short(%v: f32, %i: index) -> f32 {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3>} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  // The culprit:
  memref.store %v, %b[%i] : memref<16xf32>
  %x = memref.load %a[%i] : memref<16xf32>
  return %x : f32
}
