// A coroutine returns before it is done: no arena ends with its first suspension.

// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(async-to-async-runtime,async-runtime-ref-counting,idealloc)' --remarks-filter=idealloc -o %t 2>&1 | FileCheck %s
// CHECK: Function=async_execute_fn | {{.*}} Culprit=async.coro.id, Kind=parallel, Reason="its function may return before it is done, as 'async.coro.id' shows"
// CHECK-NOT: Plan |

func.func private @printI64(i64)
func.func private @printNewline()
func.func @task(%x: memref<16xf32>, %out: memref<16xf32>, %dep: !async.token) -> !async.token {
  %t = async.execute [%dep] {
    %a = memref.alloc() : memref<16xf32>
    linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
    linalg.negf ins(%a : memref<16xf32>) outs(%out : memref<16xf32>)
    memref.dealloc %a : memref<16xf32>
    async.yield
  }
  return %t : !async.token
}
func.func @main() {
  %one = arith.constant 1.0 : f32
  %c0 = arith.constant 0 : index
  %x = memref.alloc() {idealloc.keep} : memref<16xf32>
  %o = memref.alloc() {idealloc.keep} : memref<16xf32>
  linalg.fill ins(%one : f32) outs(%x : memref<16xf32>)
  %c1 = arith.constant 1 : index
  %many = arith.constant 20000000 : index
  %sink = memref.alloc() {idealloc.keep} : memref<1xf32>
  memref.store %one, %sink[%c0] : memref<1xf32>
  %d = async.execute {
    scf.for %i = %c0 to %many step %c1 {
      %p = memref.load %sink[%c0] : memref<1xf32>
      %q = arith.mulf %p, %p : f32
      memref.store %q, %sink[%c0] : memref<1xf32>
    }
    async.yield
  }
  %t = call @task(%x, %o, %d) : (memref<16xf32>, memref<16xf32>, !async.token) -> !async.token
  %guard = memref.alloc() {idealloc.keep, alignment = 64 : i64} : memref<16xf32>
  linalg.fill ins(%one : f32) outs(%guard : memref<16xf32>)
  async.await %t : !async.token
  %gv = memref.load %guard[%c0] : memref<16xf32>
  %gb = arith.bitcast %gv : f32 to i32
  %gl = arith.extui %gb : i32 to i64
  call @printI64(%gl) : (i64) -> ()
  call @printNewline() : () -> ()
  %v = memref.load %o[%c0] : memref<16xf32>
  %b = arith.bitcast %v : f32 to i32
  %l = arith.extui %b : i32 to i64
  call @printI64(%l) : (i64) -> ()
  call @printNewline() : () -> ()
  memref.dealloc %x : memref<16xf32>
  memref.dealloc %o : memref<16xf32>
  return
}
