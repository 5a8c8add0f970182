// RUN: idealloc-opt %s --idealloc | FileCheck %s
//
// A slot has the size of its largest member for the lifetimes of all. Where that
// costs more than it saves, buffers of branches stay apart.

// The small one lives beside %t: 64 + 4096 bytes.
// CHECK-LABEL: func.func @apart(
// CHECK-SAME:    bytes = 4160 : i64
func.func @apart(%c: i1, %v: f32, %x: memref<1024xf32>, %y: memref<16xf32>) {
  %small = memref.alloc() : memref<16xf32>
  %t = memref.alloc() : memref<1024xf32>
  linalg.fill ins(%v : f32) outs(%small : memref<16xf32>)
  linalg.exp ins(%x : memref<1024xf32>) outs(%t : memref<1024xf32>)
  linalg.exp ins(%t : memref<1024xf32>) outs(%x : memref<1024xf32>)
  %r = scf.if %c -> (memref<?xf32>) {
    %big = memref.alloc() : memref<1024xf32>
    memref.copy %x, %big : memref<1024xf32> to memref<1024xf32>
    %b = memref.cast %big : memref<1024xf32> to memref<?xf32>
    scf.yield %b : memref<?xf32>
  } else {
    %s = memref.cast %small : memref<16xf32> to memref<?xf32>
    scf.yield %s : memref<?xf32>
  }
  %w = memref.subview %r[0] [16] [1] : memref<?xf32> to memref<16xf32, strided<[1]>>
  memref.copy %w, %y : memref<16xf32, strided<[1]>> to memref<16xf32>
  return
}

// Both are born in their branches: together they take the bytes of the larger.
// CHECK-LABEL: func.func @together(
// CHECK-SAME:    bytes = 4096 : i64
func.func @together(%c: i1, %x: memref<1024xf32>, %y: memref<16xf32>) {
  %v = memref.subview %x[0] [16] [1] : memref<1024xf32> to memref<16xf32, strided<[1]>>
  %r = scf.if %c -> (memref<?xf32>) {
    %big = memref.alloc() : memref<1024xf32>
    memref.copy %x, %big : memref<1024xf32> to memref<1024xf32>
    %b = memref.cast %big : memref<1024xf32> to memref<?xf32>
    scf.yield %b : memref<?xf32>
  } else {
    %small = memref.alloc() : memref<16xf32>
    memref.copy %v, %small : memref<16xf32, strided<[1]>> to memref<16xf32>
    %s = memref.cast %small : memref<16xf32> to memref<?xf32>
    scf.yield %s : memref<?xf32>
  }
  %w = memref.subview %r[0] [16] [1] : memref<?xf32> to memref<16xf32, strided<[1]>>
  memref.copy %w, %y : memref<16xf32, strided<[1]>> to memref<16xf32>
  return
}
