// A wait may be for a transfer that the caller has started with the same tag. A
// wait that no start comes before shows that it has; then no wait is certain.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK --implicit-check-not=remark:
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all | FileCheck %s

// The last wait is for the copy out of %b, or the one out of %a.
// REMARK: :[[@LINE+6]]:8: remark: {{.*}} Function=waits_first | {{.*}} Culprit=memref.dma_start, Kind=escapes, Reason="'memref.dma_start' may access it until a later wait: {{.*}}"
// REMARK: :[[@LINE+6]]:8: remark: {{.*}} Function=waits_first | {{.*}} Kind=escapes,
// CHECK-LABEL: func.func @waits_first(
func.func @waits_first(%t: memref<1xi32>, %x: memref<8xf32>, %z: memref<8xf32>, %y: memref<8xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %a = memref.alloc() : memref<8xf32, 1>
  %b = memref.alloc() : memref<8xf32, 1>
  linalg.fill ins(%v : f32) outs(%a : memref<8xf32, 1>)
  linalg.fill ins(%v : f32) outs(%b : memref<8xf32, 1>)
  memref.dma_wait %t[%c0], %c8 : memref<1xi32>
  memref.dma_start %b[%c0], %z[%c0], %c8, %t[%c0] : memref<8xf32, 1>, memref<8xf32>, memref<1xi32>
  memref.dma_start %a[%c0], %x[%c0], %c8, %t[%c0] : memref<8xf32, 1>, memref<8xf32>, memref<1xi32>
  memref.dma_wait %t[%c0], %c8 : memref<1xi32>
  // CHECK: memref.alloc() {idealloc.lifetime =
  %e = memref.alloc() : memref<8xf32, 1>
  linalg.fill ins(%v : f32) outs(%e : memref<8xf32, 1>)
  memref.copy %e, %y : memref<8xf32, 1> to memref<8xf32>
  return
}

// If %j is %i, there was a transfer before, and the first wait may be for that.
// REMARK: :[[@LINE+5]]:8: remark: {{.*}} Function=waits_again | {{.*}} Kind=escapes, Reason="'memref.dma_start' may access it until a later wait: a wait for its tag is for a transfer that was started before the function was called"
// CHECK-LABEL: func.func @waits_again(
func.func @waits_again(%i: index, %j: index, %t: memref<2xi32>, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.dma_start %a[%c0], %out[%c0], %c16, %t[%i] : memref<16xf32>, memref<16xf32>, memref<2xi32>
  memref.dma_wait %t[%i], %c16 : memref<2xi32>
  memref.dma_wait %t[%j], %c16 : memref<2xi32>
  return
}

// REMARK: :[[@LINE+5]]:8: remark: {{.*}} Function=waits_elsewhere | {{.*}} Kind=escapes,
// CHECK-LABEL: func.func @waits_elsewhere(
func.func @waits_elsewhere(%c: i1, %t: memref<1xi32>, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  scf.if %c {
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  }
  memref.dma_start %a[%c0], %out[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  return
}

// No caller knows a tag that is allocated here, and equal constants mean one
// element.
// CHECK-LABEL: func.func @own_tag(
func.func @own_tag(%x: memref<8xf32>, %i: index) {
  %c0 = arith.constant 0 : index
  %d0 = arith.constant 0 : index
  %c8 = arith.constant 8 : index
  %t = memref.alloc() : memref<2xi32>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<{{.*}}>} : memref<8xf32, 1>
  %a = memref.alloc() : memref<8xf32, 1>
  memref.dma_start %x[%c0], %a[%c0], %c8, %t[%c0] : memref<8xf32>, memref<8xf32, 1>, memref<2xi32>
  memref.dma_wait %t[%d0], %c8 : memref<2xi32>
  memref.dma_wait %t[%i], %c8 : memref<2xi32>
  memref.copy %a, %x : memref<8xf32, 1> to memref<8xf32>
  return
}
