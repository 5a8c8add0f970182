// RUN: idealloc-opt %s --idealloc -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --implicit-check-not=ReadFirst

// A buffer whose first access reads what nothing can have written: the program
// expects a state. It is planned, and says so.

// CHECK: [[@LINE+2]]:8: remark: [Analysis] ReadFirst | Category:idealloc | Function=state | At=loc("{{.*}}":{{[0-9]+}}:3), Culprit=memref.copy, Reason="'memref.copy' reads it before anything is written: what it reads is undefined, a buffer keeps no state from one run to the next"
func.func @state(%x: memref<64xf32>, %y: memref<64xf32>) {
  %h = memref.alloc() : memref<64xf32>
  memref.copy %h, %y : memref<64xf32> to memref<64xf32>
  memref.copy %x, %h : memref<64xf32> to memref<64xf32>
  return
}

// An accumulator that nobody has cleared.
// CHECK: ReadFirst | Category:idealloc | Function=accumulator | {{.*}}Culprit=linalg.matmul
func.func @accumulator(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  linalg.matmul ins(%x, %x : memref<8x8xf32>, memref<8x8xf32>) outs(%a : memref<8x8xf32>)
  memref.copy %a, %y : memref<8x8xf32> to memref<8x8xf32>
  return
}

// In a loop, where the iteration before may have written it.
func.func @loop(%x: memref<64xf32>, %y: memref<64xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %h = memref.alloc() : memref<64xf32>
  scf.for %i = %c0 to %n step %c1 {
    memref.copy %h, %y : memref<64xf32> to memref<64xf32>
    memref.copy %x, %h : memref<64xf32> to memref<64xf32>
  }
  return
}

// Allocated anew in each iteration, nothing has.
// CHECK: ReadFirst | Category:idealloc | Function=iteration
func.func @iteration(%x: memref<64xf32>, %y: memref<64xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %h = memref.alloc() : memref<64xf32>
    memref.copy %h, %y : memref<64xf32> to memref<64xf32>
    memref.copy %x, %h : memref<64xf32> to memref<64xf32>
  }
  return
}

// Which comes first is decided by the branch; and whether a promised op reads
// is not known.
func.func private @kernel(memref<64xf32>) attributes {idealloc.noretain}
func.func @unsure(%c: i1, %x: memref<64xf32>, %y: memref<64xf32>) {
  %h = memref.alloc() : memref<64xf32>
  %k = memref.alloc() : memref<64xf32>
  scf.if %c {
    memref.copy %x, %h : memref<64xf32> to memref<64xf32>
  }
  memref.copy %h, %y : memref<64xf32> to memref<64xf32>
  call @kernel(%k) : (memref<64xf32>) -> ()
  return
}

// It leaves the loop that allocates it.
func.func @leaves(%x: memref<64xf32>, %y: memref<64xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%old = %x) -> (memref<64xf32>) {
    memref.copy %old, %y : memref<64xf32> to memref<64xf32>
    %h = memref.alloc() : memref<64xf32>
    memref.copy %x, %h : memref<64xf32> to memref<64xf32>
    scf.yield %h : memref<64xf32>
  }
  memref.copy %r, %y : memref<64xf32> to memref<64xf32>
  return
}

// The window of a pooling has a shape, and no values.
func.func @window(%x: memref<1x1x8x8xf32>, %y: memref<1x1x4x4xf32>) {
  %h = memref.alloc() : memref<2x2xf32>
  linalg.pooling_nchw_max {strides = dense<2> : vector<2xi64>} ins(%x, %h : memref<1x1x8x8xf32>, memref<2x2xf32>) outs(%y : memref<1x1x4x4xf32>)
  return
}

// Two that take turns: each iteration reads what the one before has written.
func.func @turns(%x: memref<8xf32>, %y: memref<8xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%old = %x) -> (memref<8xf32>) {
    %odd = arith.index_castui %i : index to i1
    %new = arith.select %odd, %b, %a : memref<8xf32>
    linalg.exp ins(%old : memref<8xf32>) outs(%new : memref<8xf32>)
    scf.yield %new : memref<8xf32>
  }
  memref.copy %r, %y : memref<8xf32> to memref<8xf32>
  return
}
