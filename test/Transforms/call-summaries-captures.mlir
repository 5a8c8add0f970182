// A callee keeps what it stores, captures, frees, passes on or leaves in flight.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -allow-unregistered-dialect | FileCheck %s

memref.global "private" @place : memref<1xmemref<16xf32>>
func.func private @unknown(memref<16xf32>)

// Into memory, through a view, by the address.
func.func private @stores(%a: memref<16xf32>, %b: memref<?xf32>, %c: memref<16xf32>, %list: memref<1xmemref<16xf32>>, %i: index) {
  memref.store %a, %list[%i] : memref<1xmemref<16xf32>>
  %m = memref.cast %b : memref<?xf32> to memref<16xf32>
  %g = memref.get_global @place : memref<1xmemref<16xf32>>
  memref.store %m, %g[%i] : memref<1xmemref<16xf32>>
  %p = memref.extract_aligned_pointer_as_index %c : memref<16xf32> -> index
  return
}

func.func private @unknown_ops(%a: memref<16xf32>, %b: memref<16xf32>, %c: memref<16xf32>, %i: index) {
  "some.op"(%a) : (memref<16xf32>) -> ()
  "some.region"() ({
    %x = memref.load %b[%i] : memref<16xf32>
    "some.end"() : () -> ()
  }) : () -> ()
  %u = builtin.unrealized_conversion_cast %c : memref<16xf32> to !llvm.ptr
  return
}

// Where it may be %a that is freed, it may also be %b.
func.func private @frees(%a: memref<16xf32>, %b: memref<16xf32>, %p: i1) {
  %s = arith.select %p, %a, %b : memref<16xf32>
  memref.dealloc %s : memref<16xf32>
  return
}

// The body runs later, with what it captures and all that it nests.
func.func private @runs_on(%a: memref<16xf32>, %b: memref<16xf32>, %v: f32, %i: index, %p: i1) -> !async.token {
  %x = memref.load %b[%i] : memref<16xf32>
  %t = async.execute {
    scf.if %p {
      memref.store %v, %a[%i] : memref<16xf32>
    }
    async.yield
  }
  return %t : !async.token
}

func.func private @dma(%a: memref<16xf32>, %b: memref<16xf32, 1>, %tag: memref<1xi32>, %i: index, %n: index) {
  memref.dma_start %a[%i], %b[%i], %n, %tag[%i] : memref<16xf32>, memref<16xf32, 1>, memref<1xi32>
  return
}

func.func private @passes_on(%a: memref<16xf32>, %b: memref<16xf32>, %c: memref<16xf32>, %list: memref<1xmemref<16xf32>>, %i: index) {
  call @unknown(%a) : (memref<16xf32>) -> ()
  %d = memref.cast %b : memref<16xf32> to memref<?xf32>
  call @stores(%c, %d, %c, %list, %i) : (memref<16xf32>, memref<?xf32>, memref<16xf32>, memref<1xmemref<16xf32>>, index) -> ()
  return
}

// Values that may hold a pointer are kept as well.
func.func private @pointers(%a: !llvm.ptr, %b: tensor<16xf32>, %c: vector<4xf32>, %d: complex<f32>) {
  return
}

// The whole function runs later.
async.func @later(%a: memref<16xf32>, %v: f32, %i: index) -> !async.token {
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// CHECK-LABEL: func.func @caller(
func.func @caller(%a: memref<16xf32>, %b: memref<?xf32>, %c: memref<16xf32, 1>, %list: memref<1xmemref<16xf32>>, %tag: memref<1xi32>, %i: index, %v: f32, %p: i1, %ptr: !llvm.ptr, %tensor: tensor<16xf32>, %vec: vector<4xf32>, %z: complex<f32>) {
  // CHECK: call @stores({{.*}}) {idealloc.callee = {args = ["keep", "keep", "keep", "write", "none"], results = []}}
  call @stores(%a, %b, %a, %list, %i) : (memref<16xf32>, memref<?xf32>, memref<16xf32>, memref<1xmemref<16xf32>>, index) -> ()
  // CHECK: call @unknown_ops({{.*}}) {idealloc.callee = {args = ["keep", "keep", "keep", "none"], results = []}}
  call @unknown_ops(%a, %a, %a, %i) : (memref<16xf32>, memref<16xf32>, memref<16xf32>, index) -> ()
  // CHECK: call @frees({{.*}}) {idealloc.callee = {args = ["free", "free", "none"], results = []}}
  call @frees(%a, %a, %p) : (memref<16xf32>, memref<16xf32>, i1) -> ()
  // CHECK: call @runs_on({{.*}}) {idealloc.callee = {args = ["keep", "read", "none", "none", "none"], results = [array<i64>]}}
  %t = call @runs_on(%a, %a, %v, %i, %p) : (memref<16xf32>, memref<16xf32>, f32, index, i1) -> !async.token
  // CHECK: call @dma({{.*}}) {idealloc.callee = {args = ["keep", "keep", "keep", "none", "none"], results = []}}
  call @dma(%a, %c, %tag, %i, %i) : (memref<16xf32>, memref<16xf32, 1>, memref<1xi32>, index, index) -> ()
  // CHECK: call @passes_on({{.*}}) {idealloc.callee = {args = ["keep", "keep", "keep", "write", "none"], results = []}}
  call @passes_on(%a, %a, %a, %list, %i) : (memref<16xf32>, memref<16xf32>, memref<16xf32>, memref<1xmemref<16xf32>>, index) -> ()
  // CHECK: async.call @later({{.*}}) {idealloc.callee = "@later may run on after the call returns"}
  %u = async.call @later(%a, %v, %i) : (memref<16xf32>, f32, index) -> !async.token
  // CHECK: call @pointers({{.*}}) {idealloc.callee = {args = ["keep", "keep", "none", "none"], results = []}}
  call @pointers(%ptr, %tensor, %vec, %z) : (!llvm.ptr, tensor<16xf32>, vector<4xf32>, complex<f32>) -> ()
  return
}
