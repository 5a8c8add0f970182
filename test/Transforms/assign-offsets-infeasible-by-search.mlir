// RUN: idealloc-opt %s --idealloc-assign-offsets='alignment=1 capacity=default:4' --verify-diagnostics

// LOAD is 4 and the optimum is 5: search proves that no plan fits. Without any one
// of the buffers, the others fit.
//
// expected-error @+1 {{needs 5 bytes, capacity of memory space 'default' is 4, 1 too few; these 7 buffers cannot share it, although at most 4 bytes of them are live together; the smallest capacity known to work is 5}}
func.func @infeasible_by_search() {
  // expected-note @+1 {{2 bytes of '%a' here}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 1>} : memref<2xi8>
  // expected-note @+1 {{2 bytes of '%b' here}}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 2>} : memref<2xi8>
  // expected-note @+1 {{1 bytes of '%c' here}}
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 3>} : memref<1xi8>
  // expected-note @+1 {{1 bytes of '%d' here}}
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 4>} : memref<1xi8>
  // expected-note @+1 {{1 bytes of '%e' here}}
  %e = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>} : memref<1xi8>
  // expected-note @+1 {{2 bytes of '%f' here}}
  %f = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>} : memref<2xi8>
  // expected-note @+1 {{2 bytes of '%g' here}}
  %g = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<2xi8>
  return
}
