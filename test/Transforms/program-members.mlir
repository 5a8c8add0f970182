// RUN: %idealloc-opt %s --split-input-file --idealloc-annotate-lifetimes --idealloc-assign-offsets --idealloc-verify-offsets | FileCheck %s

// Who is planned with whom, and who has memory of his own.

// A function that calls itself needs memory for each activation. What only it
// calls is planned with it.

// CHECK-LABEL: func.func private @below(
// CHECK-SAME:    idealloc.program = {number = 0 : i64}
func.func private @below(%x: memref<16xf32>, %y: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
}
// CHECK-LABEL: func.func @recursive(
// CHECK-SAME:    idealloc.program = {number = 0 : i64, own}
func.func @recursive(%x: memref<16xf32>, %y: memref<16xf32>, %again: i1) {
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  call @below(%t, %y) : (memref<16xf32>, memref<16xf32>) -> ()
  scf.if %again {
    %no = arith.constant false
    func.call @recursive(%x, %y, %no) : (memref<16xf32>, memref<16xf32>, i1) -> ()
  }
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
}

// -----

// Several instances of a parallel body call one function: it is own, and its
// caller is not planned with it.

// CHECK-LABEL: func.func private @instance(
// CHECK-NOT:     program
func.func private @instance(%x: memref<16xf32>, %y: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
}
// CHECK-LABEL: func.func @parallel(
func.func @parallel(%x: memref<16xf32>, %y: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    func.call @instance(%t, %y) : (memref<16xf32>, memref<16xf32>) -> ()
  }
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
}

// -----

// What a call promises is not seen in the body: the callee is outlined, and a
// buffer that is passed to it lives through all of it.

// CHECK-LABEL: func.func private @promised(
// CHECK-SAME:    idealloc.program = {number = 0 : i64, outlined}
// CHECK:         idealloc.offset = 0 : i64
func.func private @promised(%x: memref<16xf32>, %y: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
}
// CHECK-LABEL: func.func @promises(
// CHECK:         idealloc.offset = 64 : i64
func.func @promises(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  call @promised(%a, %y) {idealloc.noretain} : (memref<16xf32>, memref<16xf32>) -> ()
  return
}

// -----

// So is a callee of several blocks. What is live at one call of it need not be
// live at another.

// CHECK-LABEL: func.func private @blocks(
// CHECK-SAME:    bytes = 128 : i64
// CHECK-SAME:    idealloc.program = {number = 0 : i64, outlined}
func.func private @blocks(%x: memref<16xf32>, %y: memref<16xf32>, %which: i1) {
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  cf.cond_br %which, ^one, ^two
^one:
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
^two:
  return
}
func.func @calls_blocks(%x: memref<16xf32>, %y: memref<16xf32>, %which: i1) {
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  call @blocks(%x, %y, %which) : (memref<16xf32>, memref<16xf32>, i1) -> ()
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  return
}
