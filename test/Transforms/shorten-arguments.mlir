// views=all promises that arguments share no bytes. Calls of the module that break
// the promise take it back for their callee.

// RUN: idealloc-opt %s --idealloc-shorten=views=all --remarks-filter=idealloc 2>%t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK < %t.remarks

// REMARK: Function=twice | Reason="views=all is not believed of the arguments of 'shared': this call may pass one buffer twice"
// REMARK: Function=middle | Reason="views=all is not believed of the arguments of 'passed_on'
// REMARK: Function=passed_on | Reason="views=all is not believed of the arguments of 'inner'
// REMARK-NOT: SharedArguments

// %y may be %x: the transposition has to be made before it is written.
// CHECK-LABEL: func.func @shared(
// CHECK: linalg.transpose
func.func @shared(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %t = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%t : memref<8x8xf32>) permutation = [1, 0]
  linalg.exp ins(%t : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  linalg.sqrt ins(%t : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}

// CHECK-LABEL: func.func @apart(
// CHECK: memref.transpose
// CHECK-NOT: linalg.transpose
func.func @apart(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %t = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%t : memref<8x8xf32>) permutation = [1, 0]
  linalg.exp ins(%t : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  linalg.sqrt ins(%t : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}

// Two calls away.
// CHECK-LABEL: func.func @inner(
// CHECK: linalg.transpose
func.func @inner(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %t = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%t : memref<8x8xf32>) permutation = [1, 0]
  linalg.exp ins(%t : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  linalg.sqrt ins(%t : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}

// CHECK-LABEL: func.func @twice(
func.func @twice(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  // A view of %x is %x.
  %c = memref.cast %x : memref<8x8xf32> to memref<?x8xf32>
  %v = memref.cast %c : memref<?x8xf32> to memref<8x8xf32>
  call @shared(%x, %v) : (memref<8x8xf32>, memref<8x8xf32>) -> ()
  call @apart(%x, %y) : (memref<8x8xf32>, memref<8x8xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @middle(
func.func @middle(%x: memref<8x8xf32>) {
  call @passed_on(%x, %x) : (memref<8x8xf32>, memref<8x8xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @passed_on(
func.func @passed_on(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  call @inner(%x, %y) : (memref<8x8xf32>, memref<8x8xf32>) -> ()
  return
}
