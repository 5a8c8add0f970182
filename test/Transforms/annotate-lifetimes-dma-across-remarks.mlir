// Transfers of which the last wait is not certain.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --implicit-check-not=remark:

// On one path there is no wait.
func.func @on_a_condition(%c: i1, %t: memref<1xi32>, %x: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=on_a_condition | {{.*}} Kind=escapes, Reason="'memref.dma_start' may access it until a later wait: none for its tag follows in its block"
  %a = memref.alloc() : memref<16xf32>
  memref.dma_start %x[%c0], %a[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  scf.if %c {
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  }
  return
}

// The next iteration is there on a condition alone: its transfer, too.
func.func @next_if_any(%n: index, %t: memref<1xi32>, %x: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=next_if_any | {{.*}} Kind=escapes, Reason="'memref.dma_start' may access it until a later wait: its tag is used in several blocks, and on some path there are not as many waits as starts, each after its start"
  %a = memref.alloc() : memref<16xf32>
  memref.dma_start %x[%c0], %a[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  scf.for %i = %c0 to %n step %c1 {
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
    %next = arith.addi %i, %c1 : index
    %c = arith.cmpi slt, %next, %n : index
    scf.if %c {
      memref.dma_start %x[%c0], %a[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
    }
  }
  return
}

// Instances of a parallel body take turns as they like.
func.func @parallel(%n: index, %x: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c16 = arith.constant 16 : index
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=parallel | {{.*}} Kind=escapes,
  %t = memref.alloc() : memref<1xi32>
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=parallel | {{.*}} Kind=escapes,
  %a = memref.alloc() : memref<16xf32>
  scf.forall (%i) in (%n) {
    memref.dma_start %x[%c0], %a[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  }
  scf.forall (%i) in (%n) {
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  }
  return
}

// An older generation may be under way when the next is allocated.
func.func @carried(%n: index, %t: memref<1xi32>, %x: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  memref.dma_start %x[%c0], %x[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  scf.for %i = %c0 to %n step %c1 {
    // CHECK: :[[@LINE+1]]:10: remark: {{.*}} Function=carried | {{.*}} Kind=escapes, Reason="a transfer with the same tag may be under way when it is allocated"
    %a = memref.alloc() : memref<16xf32>
    memref.dma_start %x[%c0], %a[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  }
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  return
}

// The tag is allocated while one is under way: there are two generations of it.
func.func @tag_anew(%n: index, %x: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=tag_anew | {{.*}} Kind=escapes,
  %a = memref.alloc() : memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    // CHECK: :[[@LINE+1]]:10: remark: {{.*}} Function=tag_anew | {{.*}} Kind=escapes,
    %t = memref.alloc() : memref<1xi32>
    memref.dma_start %x[%c0], %a[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  }
  return
}

// Two buffers in turn would not do: a transfer is waited for two iterations later.
// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s --check-prefix=STATIC
// STATIC-LABEL: func.func @two_later(
// STATIC: scf.for
// STATIC-NEXT: memref.alloc() : memref<16xf32>
func.func @two_later(%n: index, %t: memref<1xi32>, %x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c16 = arith.constant 16 : index
  memref.dma_start %x[%c0], %x[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  memref.dma_start %x[%c0], %x[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%prev = %x) -> (memref<16xf32>) {
    // CHECK: :[[@LINE+1]]:10: remark: {{.*}} Function=two_later
    %a = memref.alloc() : memref<16xf32>
    memref.copy %x, %a : memref<16xf32> to memref<16xf32>
    memref.dma_start %a[%c0], %y[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
    memref.copy %prev, %x : memref<16xf32> to memref<16xf32>
    scf.yield %a : memref<16xf32>
  }
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  return
}
