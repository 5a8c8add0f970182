// Which arguments the results of a callee may alias.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -allow-unregistered-dialect | FileCheck %s

memref.global "private" @table : memref<16xf32>
func.func private @from_elsewhere() -> memref<16xf32>

func.func private @own(%a: memref<16xf32>) -> memref<16xf32> {
  %r = memref.alloc() : memref<16xf32>
  memref.copy %a, %r : memref<16xf32> to memref<16xf32>
  return %r : memref<16xf32>
}

func.func private @argument(%a: memref<16xf32>, %b: memref<16xf32>) -> (f32, memref<?xf32>) {
  %v = arith.constant 1.0 : f32
  %r = memref.cast %b : memref<16xf32> to memref<?xf32>
  return %v, %r : f32, memref<?xf32>
}

func.func private @pick(%a: memref<16xf32>, %b: memref<16xf32>, %p: i1) -> memref<16xf32> {
  %r = arith.select %p, %a, %b : memref<16xf32>
  return %r : memref<16xf32>
}

// On one path or another; each result by itself.
func.func private @paths(%a: memref<16xf32>, %b: memref<16xf32>, %c: memref<16xf32>, %p: i1) -> (memref<16xf32>, memref<16xf32>) {
  %r = scf.if %p -> (memref<16xf32>) {
    %own = memref.alloc() : memref<16xf32>
    scf.yield %own : memref<16xf32>
  } else {
    scf.yield %c : memref<16xf32>
  }
  cf.cond_br %p, ^early, ^late(%b : memref<16xf32>)
^early:
  return %r, %a : memref<16xf32>, memref<16xf32>
^late(%m: memref<16xf32>):
  return %r, %m : memref<16xf32>, memref<16xf32>
}

// Memory that was there before aliases nothing of the caller's. A list of
// pointers may be handed out by any op that gives a pointer.
func.func private @elsewhere(%list: memref<1xmemref<16xf32>>, %i: index) -> (memref<16xf32>, memref<16xf32>, memref<16xf32>, memref<16xf32>) {
  %l = memref.load %list[%i] : memref<1xmemref<16xf32>>
  %g = memref.get_global @table : memref<16xf32>
  %u = "some.op"() : () -> memref<16xf32>
  %f = call @from_elsewhere() : () -> memref<16xf32>
  return %l, %g, %u, %f : memref<16xf32>, memref<16xf32>, memref<16xf32>, memref<16xf32>
}

// Through calls inside: of @pick both, of @own nothing.
func.func private @nested(%a: memref<16xf32>, %b: memref<16xf32>, %c: memref<16xf32>, %p: i1) -> (memref<16xf32>, memref<16xf32>) {
  %r = call @pick(%c, %a, %p) : (memref<16xf32>, memref<16xf32>, i1) -> memref<16xf32>
  %s = call @own(%b) : (memref<16xf32>) -> memref<16xf32>
  return %s, %r : memref<16xf32>, memref<16xf32>
}

// Through the caller of a callee whose result is written.
func.func private @writes_result(%a: memref<16xf32>, %b: memref<16xf32>, %p: i1, %v: f32, %i: index) {
  %r = call @pick(%a, %b, %p) : (memref<16xf32>, memref<16xf32>, i1) -> memref<16xf32>
  memref.store %v, %r[%i] : memref<16xf32>
  return
}

// A result that carries the pointer away.
func.func private @as_pointer(%a: memref<16xf32>, %b: memref<16xf32>, %i: index) -> !llvm.ptr {
  %x = memref.load %b[%i] : memref<16xf32>
  %r = builtin.unrealized_conversion_cast %a : memref<16xf32> to !llvm.ptr
  return %r : !llvm.ptr
}

// CHECK-LABEL: func.func @caller(
func.func @caller(%a: memref<16xf32>, %list: memref<1xmemref<16xf32>>, %p: i1, %v: f32, %i: index) {
  // CHECK: call @own({{.*}}) {idealloc.callee = {args = ["read"], results = [array<i64>]}}
  %0 = call @own(%a) : (memref<16xf32>) -> memref<16xf32>
  // CHECK: call @argument({{.*}}) {idealloc.callee = {args = ["none", "none"], results = [array<i64>, array<i64: 1>]}}
  %1:2 = call @argument(%a, %a) : (memref<16xf32>, memref<16xf32>) -> (f32, memref<?xf32>)
  // CHECK: call @pick({{.*}}) {idealloc.callee = {args = ["none", "none", "none"], results = [array<i64: 0, 1>]}}
  %2 = call @pick(%a, %a, %p) : (memref<16xf32>, memref<16xf32>, i1) -> memref<16xf32>
  // CHECK: call @paths({{.*}}) {idealloc.callee = {args = ["none", "none", "none", "none"], results = [array<i64: 2>, array<i64: 0, 1>]}}
  %3:2 = call @paths(%a, %a, %a, %p) : (memref<16xf32>, memref<16xf32>, memref<16xf32>, i1) -> (memref<16xf32>, memref<16xf32>)
  // CHECK: call @elsewhere({{.*}}) {idealloc.callee = {args = ["keep", "none"], results = [array<i64>, array<i64>, array<i64>, array<i64>]}}
  %4:4 = call @elsewhere(%list, %i) : (memref<1xmemref<16xf32>>, index) -> (memref<16xf32>, memref<16xf32>, memref<16xf32>, memref<16xf32>)
  // CHECK: call @nested({{.*}}) {idealloc.callee = {args = ["none", "read", "none", "none"], results = [array<i64>, array<i64: 0, 2>]}}
  %5:2 = call @nested(%a, %a, %a, %p) : (memref<16xf32>, memref<16xf32>, memref<16xf32>, i1) -> (memref<16xf32>, memref<16xf32>)
  // CHECK: call @writes_result({{.*}}) {idealloc.callee = {args = ["write", "write", "none", "none", "none"], results = []}}
  call @writes_result(%a, %a, %p, %v, %i) : (memref<16xf32>, memref<16xf32>, i1, f32, index) -> ()
  // CHECK: call @as_pointer({{.*}}) {idealloc.callee = {args = ["keep", "read", "none"], results = [array<i64>]}}
  %6 = call @as_pointer(%a, %a, %i) : (memref<16xf32>, memref<16xf32>, index) -> !llvm.ptr
  return
}
