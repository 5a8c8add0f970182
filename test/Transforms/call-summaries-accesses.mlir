// What a callee reads and writes, through every alias it makes.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

func.func private @accesses(%none: memref<16xf32>, %read: memref<16xf32>, %written: memref<16xf32>, %both: memref<16xf32>, %v: f32, %i: index) {
  %c0 = arith.constant 0 : index
  %d = memref.dim %none, %c0 : memref<16xf32>
  %x = memref.load %read[%i] : memref<16xf32>
  memref.store %v, %written[%i] : memref<16xf32>
  linalg.add ins(%both, %read : memref<16xf32>, memref<16xf32>) outs(%both : memref<16xf32>)
  return
}

func.func private @unused(%a: memref<16xf32>, %b: memref<16xf32>) {
  return
}

// A view, a select of it, an iteration argument and a result of a loop, a block
// argument.
func.func private @aliases(%a: memref<16xf32>, %b: memref<4xf32, strided<[1], offset: 4>>, %c: memref<4xf32, strided<[1], offset: 4>>, %d: memref<4xf32, strided<[1], offset: 4>>, %p: i1, %v: f32, %i: index, %n: index) {
  %s = memref.subview %a[4] [4] [1] : memref<16xf32> to memref<4xf32, strided<[1], offset: 4>>
  %t = arith.select %p, %s, %b : memref<4xf32, strided<[1], offset: 4>>
  %r = scf.for %k = %i to %n step %i iter_args(%it = %t) -> (memref<4xf32, strided<[1], offset: 4>>) {
    %x = memref.load %it[%k] : memref<4xf32, strided<[1], offset: 4>>
    scf.yield %c : memref<4xf32, strided<[1], offset: 4>>
  }
  cf.cond_br %p, ^write(%r : memref<4xf32, strided<[1], offset: 4>>), ^write(%d : memref<4xf32, strided<[1], offset: 4>>)
^write(%m: memref<4xf32, strided<[1], offset: 4>>):
  memref.store %v, %m[%i] : memref<4xf32, strided<[1], offset: 4>>
  return
}

// Uses in regions, also in those that run concurrently.
func.func private @regions(%a: memref<16xf32>, %b: memref<16xf32>, %v: f32, %p: i1) {
  scf.forall (%i) in (16) {
    memref.store %v, %a[%i] : memref<16xf32>
    scf.if %p {
      %x = memref.load %b[%i] : memref<16xf32>
    }
  }
  return
}

// Calls inside count as what their callees do.
func.func private @calls(%a: memref<16xf32>, %b: memref<?xf32>, %v: f32, %i: index) {
  %m = memref.cast %b : memref<?xf32> to memref<16xf32>
  call @accesses(%a, %a, %m, %a, %v, %i) : (memref<16xf32>, memref<16xf32>, memref<16xf32>, memref<16xf32>, f32, index) -> ()
  return
}

// CHECK-LABEL: func.func @caller(
func.func @caller(%a: memref<16xf32>, %b: memref<16xf32>, %c: memref<?xf32>, %s: memref<4xf32, strided<[1], offset: 4>>, %v: f32, %i: index, %p: i1) {
  // CHECK: call @accesses({{.*}}) {idealloc.callee = {args = ["none", "read", "write", "readwrite", "none", "none"], results = []}}
  call @accesses(%a, %a, %a, %a, %v, %i) : (memref<16xf32>, memref<16xf32>, memref<16xf32>, memref<16xf32>, f32, index) -> ()
  // CHECK: call @unused({{.*}}) {idealloc.callee = {args = ["none", "none"], results = []}}
  call @unused(%a, %b) : (memref<16xf32>, memref<16xf32>) -> ()
  // %c is only read where the loop has another iteration.
  // CHECK: call @aliases({{.*}}) {idealloc.callee = {args = ["readwrite", "readwrite", "readwrite", "write", "none", "none", "none", "none"], results = []}}
  call @aliases(%a, %s, %s, %s, %p, %v, %i, %i) : (memref<16xf32>, memref<4xf32, strided<[1], offset: 4>>, memref<4xf32, strided<[1], offset: 4>>, memref<4xf32, strided<[1], offset: 4>>, i1, f32, index, index) -> ()
  // CHECK: call @regions({{.*}}) {idealloc.callee = {args = ["write", "read", "none", "none"], results = []}}
  call @regions(%a, %b, %v, %p) : (memref<16xf32>, memref<16xf32>, f32, i1) -> ()
  // CHECK: call @calls({{.*}}) {idealloc.callee = {args = ["readwrite", "write", "none", "none"], results = []}}
  call @calls(%a, %c, %v, %i) : (memref<16xf32>, memref<?xf32>, f32, index) -> ()
  return
}
