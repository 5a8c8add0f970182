// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Callees that free a buffer of an arena, whatever they promise.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

func.func private @release(%m: memref<8xi64>) {
  memref.dealloc %m : memref<8xi64>
  return
}
func.func private @last(%m: memref<8xi64>) attributes {idealloc.noretain} {
  func.call @release(%m) : (memref<8xi64>) -> ()
  return
}
func.func @through_a_wrapper(%v: i64, %i: index) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @last, may keep it: it frees it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<8xi64>
  memref.store %v, %a[%i] : memref<8xi64>
  // expected-note @below {{because of this}}
  func.call @last(%a) : (memref<8xi64>) -> ()
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

func.func private @grow(%m: memref<8xi64>) -> memref<16xi64> attributes {idealloc.noretain} {
  %r = memref.realloc %m : memref<8xi64> to memref<16xi64>
  return %r : memref<16xi64>
}
func.func @reallocates(%v: i64, %i: index) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: the callee of 'func.call', @grow, may keep it: it frees it}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<8xi64>
  memref.store %v, %a[%i] : memref<8xi64>
  // expected-note @below {{because of this}}
  %r = func.call @grow(%a) : (memref<8xi64>) -> memref<16xi64>
  return
}
