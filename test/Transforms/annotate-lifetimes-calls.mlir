// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

func.func private @unknown(memref<16xf32>)
func.func private @promises(memref<16xf32>) attributes {idealloc.noretain}
func.func private @promises_result(memref<16xf32>) -> memref<16xf32> attributes {idealloc.noretain}

// Without a promise a callee may keep its arguments.
//
// CHECK-LABEL: func.func @no_promise()
func.func @no_promise() {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  call @unknown(%a) : (memref<16xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @promise_on_the_call()
func.func @promise_on_the_call() {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  call @unknown(%a) {idealloc.noretain} : (memref<16xf32>) -> () // 1
  return
}

// The promise of a callee is copied to the call.
//
// CHECK-LABEL: func.func @promise_on_the_callee()
func.func @promise_on_the_callee() {
  // CHECK: %[[A:.*]] = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: call @promises(%[[A]]) {idealloc.noretain}
  call @promises(%a) : (memref<16xf32>) -> () // 1
  return
}

// One call that promises does not speak for another that does not.
//
// CHECK-LABEL: func.func @one_of_two_promises()
func.func @one_of_two_promises() {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  call @promises(%a) : (memref<16xf32>) -> ()
  call @unknown(%a) : (memref<16xf32>) -> ()
  return
}

// A callee that returns a buffer may return its argument, which lives on in the
// result.
//
// CHECK-LABEL: func.func @result_may_alias(
func.func @result_may_alias(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 3>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %r = call @promises_result(%a) : (memref<16xf32>) -> memref<16xf32> // 1
  memref.store %v, %r[%i] : memref<16xf32> // 2
  return
}

// Other results could carry a pointer to where no analysis follows.
//
// CHECK-LABEL: func.func @result_carries_a_pointer(
func.func @result_carries_a_pointer(%v: f32) {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  %p = call @promises_pointer(%a) : (memref<16xf32>) -> !llvm.ptr
  llvm.store %v, %p : f32, !llvm.ptr
  return
}
func.func private @promises_pointer(memref<16xf32>) -> !llvm.ptr attributes {idealloc.noretain}

// CHECK-LABEL: func.func @indirect_call(
func.func @indirect_call(%f: (memref<16xf32>) -> ()) {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  call_indirect %f(%a) : (memref<16xf32>) -> ()
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  call_indirect %f(%b) {idealloc.noretain} : (memref<16xf32>) -> ()
  return
}

// A callee with a body needs no promise.
//
// CHECK-LABEL: func.func @known_callee(
func.func @known_callee(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  call @stores(%a, %b, %v, %i) : (memref<16xf32>, memref<16xf32>, f32, index) -> () // 2
  %x = memref.load %a[%i] : memref<16xf32> // 3
  return
}
func.func private @stores(%m: memref<16xf32>, %n: memref<16xf32>, %v: f32, %i: index) {
  memref.store %v, %m[%i] : memref<16xf32>
  call @unknown(%n) : (memref<16xf32>) -> ()
  return
}

// A call that does not access the buffer is no access.
//
// CHECK-LABEL: func.func @unused_argument(
func.func @unused_argument(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  call @ignores(%a) : (memref<16xf32>) -> () // 1
  memref.store %v, %a[%i] : memref<16xf32> // 2
  call @ignores(%a) : (memref<16xf32>) -> () // 3
  return
}
func.func private @ignores(%m: memref<16xf32>) {
  return
}

// A buffer that the callee returns lives on in the result, be it accessed by the
// call or not.
//
// CHECK-LABEL: func.func @returned_argument(
func.func @returned_argument(%v: f32, %i: index, %c: i1) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 7>} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32> // 1
  memref.store %v, %a[%i] : memref<16xf32> // 2
  memref.store %v, %b[%i] : memref<16xf32> // 3
  %r = call @pick(%a, %b, %c) : (memref<16xf32>, memref<16xf32>, i1) -> memref<16xf32> // 4
  %s = call @pick(%r, %r, %c) : (memref<16xf32>, memref<16xf32>, i1) -> memref<16xf32> // 5
  %x = memref.load %s[%i] : memref<16xf32> // 6
  return
}
func.func private @pick(%m: memref<16xf32>, %n: memref<16xf32>, %c: i1) -> memref<16xf32> {
  %r = arith.select %c, %m, %n : memref<16xf32>
  return %r : memref<16xf32>
}

// A deallocation of the result may free the argument or what the callee made.
//
// CHECK-LABEL: func.func @result_is_freed(
func.func @result_is_freed(%v: f32, %i: index, %c: i1) {
  // CHECK: memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  %r = call @pick(%a, %a, %c) : (memref<16xf32>, memref<16xf32>, i1) -> memref<16xf32>
  memref.dealloc %r : memref<16xf32>
  return
}

// A result that could hold a pointer, from a callee known not to put one there.
//
// CHECK-LABEL: func.func @known_result(
func.func @known_result(%p: !llvm.ptr, %v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  %q = call @passes_pointer(%a, %p, %v, %i) : (memref<16xf32>, !llvm.ptr, f32, index) -> !llvm.ptr // 1
  return
}
func.func private @passes_pointer(%m: memref<16xf32>, %p: !llvm.ptr, %v: f32, %i: index) -> !llvm.ptr {
  memref.store %v, %m[%i] : memref<16xf32>
  return %p : !llvm.ptr
}

// Names are looked up from the call: this @promises promises nothing.
//
// CHECK-LABEL: module @inner
module @inner {
  func.func private @promises(memref<16xf32>)
  // CHECK: func.func @shadowed()
  func.func @shadowed() {
    // CHECK: memref.alloc() : memref<16xf32>
    %a = memref.alloc() : memref<16xf32>
    // CHECK: call @promises(%{{.*}}) {idealloc.callee = "@promises has no body that is known here"}
    call @promises(%a) : (memref<16xf32>) -> ()
    return
  }
}
