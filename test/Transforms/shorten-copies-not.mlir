// RUN: idealloc-opt %s --idealloc-shorten=views=all --split-input-file | FileCheck %s
//
// Where a copy is needed.

// What was copied is written before the copy is read for the last time.
// CHECK-LABEL: func.func @source_written(
// CHECK:         memref.copy
func.func @source_written(%v: f32, %i: index, %x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %a, %b : memref<8xf32> to memref<8xf32>
  memref.store %v, %a[%i] : memref<8xf32>
  linalg.add ins(%a, %b : memref<8xf32>, memref<8xf32>) outs(%y : memref<8xf32>)
  return
}

// -----

// In a loop, the next iteration reads the copy behind the write.
// CHECK-LABEL: func.func @written_in_loop(
// CHECK:         memref.copy
func.func @written_in_loop(%n: index, %v: f32, %x: memref<8xf32>, %y: memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %a, %b : memref<8xf32> to memref<8xf32>
  scf.for %i = %c0 to %n step %c1 {
    %f = memref.load %b[%i] : memref<8xf32>
    memref.store %f, %y[%i] : memref<8xf32>
    memref.store %v, %a[%i] : memref<8xf32>
  }
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// The copy is written, too.
// CHECK-LABEL: func.func @copy_written(
// CHECK:         memref.copy
func.func @copy_written(%v: f32, %i: index, %x: memref<8xf32> {llvm.noalias}, %y: memref<8xf32>) {
  %b = memref.alloc() : memref<8xf32>
  memref.copy %x, %b : memref<8xf32> to memref<8xf32>
  memref.store %v, %b[%i] : memref<8xf32>
  linalg.exp ins(%b : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}

// -----

// The argument itself is written, and by whom is called.
// CHECK-LABEL: func.func @argument_written(
// CHECK:         memref.copy
// CHECK-LABEL: func.func @called(
// CHECK:         memref.copy
func.func private @f()
func.func @argument_written(%x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>) {
  %b = memref.alloc() : memref<8xf32>
  memref.copy %x, %b : memref<8xf32> to memref<8xf32>
  linalg.exp ins(%y : memref<8xf32>) outs(%x : memref<8xf32>)
  linalg.exp ins(%b : memref<8xf32>) outs(%z : memref<8xf32>)
  return
}
func.func @called(%x: memref<8xf32>, %z: memref<8xf32>) {
  %b = memref.alloc() : memref<8xf32>
  memref.copy %x, %b : memref<8xf32> to memref<8xf32>
  call @f() : () -> ()
  linalg.exp ins(%b : memref<8xf32>) outs(%z : memref<8xf32>)
  return
}

// -----

// What is copied is freed, comes from another memory, or whoever takes the copy
// may need contiguous elements.
// CHECK-LABEL: func.func @freed(
// CHECK:         memref.copy
// CHECK-LABEL: func.func @other_memory(
// CHECK:         memref.copy
// CHECK-LABEL: func.func @kernel(
// CHECK:         linalg.transpose
// CHECK-LABEL: func.func @library(
// CHECK:         linalg.transpose
func.func @freed(%x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %a, %b : memref<8xf32> to memref<8xf32>
  memref.dealloc %a : memref<8xf32>
  linalg.exp ins(%b : memref<8xf32>) outs(%y : memref<8xf32>)
  memref.dealloc %b : memref<8xf32>
  return
}
func.func @other_memory(%x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32, 1>
  memref.copy %x, %a : memref<8xf32> to memref<8xf32, 1>
  linalg.exp ins(%a : memref<8xf32, 1>) outs(%y : memref<8xf32>)
  return
}
func.func private @take(memref<8x8xf32>) attributes {idealloc.noretain}
func.func @kernel(%x: memref<8x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%a : memref<8x8xf32>) permutation = [1, 0]
  call @take(%a) : (memref<8x8xf32>) -> ()
  return
}
#id = affine_map<(i, j) -> (i, j)>
func.func @library(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%a : memref<8x8xf32>) permutation = [1, 0]
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel", "parallel"], library_call = "relu"}
    ins(%a : memref<8x8xf32>) outs(%y : memref<8x8xf32>) { ^bb0(%p: f32, %q: f32): linalg.yield %p : f32 }
  return
}

// -----

// The slice is small and lives on, what it is cut from is large and would have
// to as well.
// CHECK-LABEL: func.func @large(
// CHECK:         memref.copy
func.func @large(%x: memref<64xf32>, %y: memref<64xf32>, %z: memref<4xf32>) {
  %a = memref.alloc() : memref<64xf32>
  %s = memref.alloc() : memref<4xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  %v = memref.subview %a[4] [4] [1] : memref<64xf32> to memref<4xf32, strided<[1], offset: 4>>
  memref.copy %v, %s : memref<4xf32, strided<[1], offset: 4>> to memref<4xf32>
  linalg.exp ins(%y : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.exp ins(%b : memref<64xf32>) outs(%x : memref<64xf32>)
  linalg.exp ins(%s : memref<4xf32>) outs(%z : memref<4xf32>)
  return
}

// -----

// The op does not only copy.
// CHECK-LABEL: func.func @stores(
// CHECK:         memref.store
#id = affine_map<(i) -> (i)>
func.func @stores(%x: memref<8xf32>, %p: memref<f32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
    ins(%x : memref<8xf32>) outs(%a : memref<8xf32>) {
  ^bb0(%in: f32, %out: f32):
    memref.store %in, %p[] : memref<f32>
    linalg.yield %in : f32
  }
  linalg.exp ins(%a : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}
