// RUN: %idealloc-opt %s --allow-unregistered-dialect --idealloc=lower=false | FileCheck %s
// RUN: idealloc-opt %s --allow-unregistered-dialect --idealloc=lower=false --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// `idealloc.noretain` on any op promises what it does on a call: that it keeps no
// pointer to its operands when it returns. It reads and writes them until then.

// REMARK-DAG: Function=result{{.*}}Reason="'npu.open' may forward it through its result"
// REMARK-DAG: Function=unknown{{.*}}Kind=escapes, Reason="'npu.run' is unknown: it declares no memory effects; promise with idealloc.noretain that it does not retain it"
// REMARK-DAG: Function=inside{{.*}}Reason="when the body of 'npu.loop', which accesses it, runs is not known"

// %a may still be read by the second op: %b cannot take its bytes.
// CHECK-LABEL: func.func @promised(
// CHECK: memref<128xi8>
func.func @promised(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  "npu.run"(%b) {idealloc.noretain} : (memref<16xf32>) -> ()
  %n = "npu.run"(%a, %b) {idealloc.noretain} : (memref<16xf32>, memref<16xf32>) -> (index)
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}

// CHECK-LABEL: func.func @one_after_the_other(
// CHECK: memref<64xi8>
func.func @one_after_the_other() {
  %a = memref.alloc() : memref<16xf32>
  "npu.run"(%a) {idealloc.noretain} : (memref<16xf32>) -> ()
  %b = memref.alloc() : memref<16xf32>
  "npu.run"(%b) {idealloc.noretain} : (memref<16xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @result(
// CHECK: memref.alloc
func.func @result(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  %h = "npu.open"(%a) {idealloc.noretain} : (memref<16xf32>) -> !npu.handle
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// CHECK-LABEL: func.func @unknown(
// CHECK: memref.alloc
func.func @unknown() {
  %a = memref.alloc() : memref<16xf32>
  "npu.run"(%a) : (memref<16xf32>) -> ()
  return
}

// The promise says nothing of the body of the op.
// CHECK-LABEL: func.func @inside(
// CHECK: memref.alloc
func.func @inside(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  "npu.loop"(%i) ({
    memref.store %v, %a[%i] : memref<16xf32>
    "npu.end"() : () -> ()
  }) {idealloc.noretain} : (index) -> ()
  return
}
