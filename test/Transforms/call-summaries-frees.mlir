// A callee that frees what it is given, by callees of its own or in place of
// something larger, breaks its promise: the buffer is not planned.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

func.func private @release(%m: memref<8xi64>) {
  memref.dealloc %m : memref<8xi64>
  return
}
func.func private @last(%m: memref<8xi64>, %i: index) -> i64 attributes {idealloc.noretain} {
  %v = memref.load %m[%i] : memref<8xi64>
  // CHECK: call @release({{.*}}) {idealloc.callee = {args = ["free"], results = []}}
  func.call @release(%m) : (memref<8xi64>) -> ()
  return %v : i64
}
// REMARK: :[[@LINE+2]]:8: remark: {{.*}} Function=through_a_wrapper | {{.*}} Culprit=func.call, Kind=escapes, Reason="the callee of 'func.call' may free it"
func.func @through_a_wrapper(%v: i64, %i: index) -> i64 {
  %a = memref.alloc() : memref<8xi64>
  memref.store %v, %a[%i] : memref<8xi64>
  // CHECK: call @last({{.*}}) {idealloc.callee = {args = ["free", "none"], results = [array<i64>]}, idealloc.noretain}
  %r = func.call @last(%a, %i) : (memref<8xi64>, index) -> i64
  return %r : i64
}

func.func private @grow(%m: memref<8xi64>) -> memref<16xi64> attributes {idealloc.noretain} {
  %r = memref.realloc %m : memref<8xi64> to memref<16xi64>
  return %r : memref<16xi64>
}
// REMARK: :[[@LINE+2]]:8: remark: {{.*}} Function=reallocates | {{.*}} Culprit=func.call, Kind=escapes, Reason="the callee of 'func.call' may free it"
func.func @reallocates(%v: i64, %i: index) -> i64 {
  %a = memref.alloc() : memref<8xi64>
  memref.store %v, %a[%i] : memref<8xi64>
  %b = func.call @grow(%a) : (memref<8xi64>) -> memref<16xi64>
  %r = memref.load %b[%i] : memref<16xi64>
  memref.dealloc %b : memref<16xi64>
  return %r : i64
}

func.func private @perhaps(%m: memref<8xi64>, %c: i1) attributes {idealloc.noretain} {
  bufferization.dealloc (%m : memref<8xi64>) if (%c)
  return
}
// REMARK: :[[@LINE+2]]:8: remark: {{.*}} Function=perhaps_freed | {{.*}} Culprit=func.call, Kind=escapes, Reason="the callee of 'func.call' may free it"
func.func @perhaps_freed(%v: i64, %i: index, %c: i1) {
  %a = memref.alloc() : memref<8xi64>
  memref.store %v, %a[%i] : memref<8xi64>
  func.call @perhaps(%a, %c) : (memref<8xi64>, i1) -> ()
  return
}
