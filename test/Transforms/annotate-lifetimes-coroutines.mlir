// A coroutine returns at its first suspension: an arena would be freed there, and
// what it takes is still in use when it has returned.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --implicit-check-not=remark:
// RUN: %idealloc-opt %s --async-to-async-runtime --async-runtime-ref-counting --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=LOWERED

// Before tasks are lowered, their token tells when the task is done.
// LOWERED-DAG: remark: {{.*}} Function=async_execute_fn | {{.*}} Culprit=async.coro.id, Kind=parallel, Reason="its function may return before it is done, as 'async.coro.id' shows"
// LOWERED-DAG: remark: {{.*}} Function=waits | {{.*}} Culprit=func.call, Kind=escapes,
func.func @waits(%x: memref<16xf32>) {
  %b = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%b : memref<16xf32>)
  %t = async.execute {
    %a = memref.alloc() : memref<16xf32>
    linalg.exp ins(%b : memref<16xf32>) outs(%a : memref<16xf32>)
    linalg.negf ins(%a : memref<16xf32>) outs(%x : memref<16xf32>)
    async.yield
  }
  async.await %t : !async.token
  return
}

// CHECK: :[[@LINE+5]]:8: remark: {{.*}} Function=suspends | {{.*}} Culprit=async.coro.id, Kind=parallel,
// LOWERED-DAG: :[[@LINE+4]]:8: remark: {{.*}} Function=suspends | {{.*}} Culprit=async.coro.id, Kind=parallel,
func.func private @suspends(%x: memref<16xf32>) {
  %id = async.coro.id
  %handle = async.coro.begin %id
  %a = memref.alloc() : memref<16xf32>
  %state = async.coro.save %handle
  async.coro.suspend %state, ^end, ^resume, ^end
^resume:
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  async.coro.free %id, %handle
  cf.br ^end
^end:
  async.coro.end %handle
  return
}
// CHECK: :[[@LINE+3]]:8: remark: {{.*}} Function=calls | {{.*}} Culprit=func.call, Kind=escapes, Reason="the callee of 'func.call' may retain it: @suspends may run on after the call returns;
// LOWERED-DAG: :[[@LINE+2]]:8: remark: {{.*}} Function=calls | {{.*}} Culprit=func.call, Kind=escapes,
func.func @calls(%v: f32) {
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  func.call @suspends(%b) : (memref<16xf32>) -> ()
  return
}
