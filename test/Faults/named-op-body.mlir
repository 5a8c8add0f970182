// The body of a named linalg op may be any: this one goes on with what its output
// holds, and that one reads memory by itself. They are no in-place pairs, whatever the
// name says, and what one analysis plans the other proves.

// RUN: %idealloc-opt %s --idealloc="shorten=false schedule=off lower=false" | FileCheck %s

// CHECK-LABEL: func.func @output
// CHECK-SAME: bytes = 128
func.func @output(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  "linalg.exp"(%a, %b) <{operandSegmentSizes = array<i32: 1, 1>}> ({
  ^bb0(%in: f32, %out: f32):
    linalg.yield %out : f32
  }) : (memref<16xf32>, memref<16xf32>) -> ()
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}

// CHECK-LABEL: func.func @memory
// CHECK-SAME: bytes = 128
func.func @memory(%x: memref<16xf32>, %y: memref<16xf32>, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  "linalg.exp"(%a, %b) <{operandSegmentSizes = array<i32: 1, 1>}> ({
  ^bb0(%in: f32, %out: f32):
    %0 = memref.load %a[%i] : memref<16xf32>
    linalg.yield %0 : f32
  }) : (memref<16xf32>, memref<16xf32>) -> ()
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}

// CHECK-LABEL: func.func @plain
// CHECK-SAME: bytes = 64
func.func @plain(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>)
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}
