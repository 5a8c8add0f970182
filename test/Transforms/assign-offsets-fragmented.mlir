// RUN: idealloc-opt %s --idealloc-assign-offsets='strategy=first-fit-begin alignment=1 capacity=default:3' --verify-diagnostics

// A plan exists (%b at 0, %a and %c at 1), but the strategy does not find it:
// that is not the same as a proof.
//
// expected-error @+1 {{no plan found for memory space 'default' of capacity 3: the best takes 4 bytes, 1 too many, although only 3 are live together at most. Strategy 'first-fit-begin' left it fragmented and does not prove that no plan fits; try another strategy}}
func.func @fragmented() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 2>} : memref<1xi8>
  // expected-note @+1 {{1 bytes of '%b' here}}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>} : memref<1xi8>
  // expected-note @+1 {{2 bytes of '%c' here}}
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9>} : memref<2xi8>
  return
}
