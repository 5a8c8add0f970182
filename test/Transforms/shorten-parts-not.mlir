// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
//
// Where the part is needed for something else, or it would cost more.

// The buffer holds another value until then.
// CHECK-LABEL: func.func @part_read(
// CHECK:         memref.copy
func.func @part_read(%x: memref<4xf32>, %w: memref<8xf32>, %y: memref<8xf32>, %i: index, %f: f32) {
  %p = memref.alloc() : memref<8xf32>
  %a = memref.alloc() : memref<4xf32>
  linalg.exp ins(%w : memref<8xf32>) outs(%p : memref<8xf32>)
  linalg.exp ins(%x : memref<4xf32>) outs(%a : memref<4xf32>)
  linalg.exp ins(%p : memref<8xf32>) outs(%y : memref<8xf32>)
  %v = memref.subview %p[4] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1], offset: 4>>
  memref.copy %a, %v : memref<4xf32> to memref<4xf32, strided<[1], offset: 4>>
  linalg.log ins(%p : memref<8xf32>) outs(%w : memref<8xf32>)
  return
}

// -----

// What fills it depends on what is computed in between.
// CHECK-LABEL: func.func @fill_depends(
// CHECK:         memref.copy
func.func @fill_depends(%x: memref<4xf32>, %y: memref<8xf32>, %i: index) {
  %p = memref.alloc() : memref<8xf32>
  %a = memref.alloc() : memref<4xf32>
  linalg.exp ins(%x : memref<4xf32>) outs(%a : memref<4xf32>)
  %f = memref.load %a[%i] : memref<4xf32>
  linalg.fill ins(%f : f32) outs(%p : memref<8xf32>)
  %v = memref.subview %p[4] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1], offset: 4>>
  memref.copy %a, %v : memref<4xf32> to memref<4xf32, strided<[1], offset: 4>>
  linalg.log ins(%p : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}

// -----

// The source is read behind the copy, and the part is written meanwhile.
// CHECK-LABEL: func.func @source_lives(
// CHECK:         memref.copy
func.func @source_lives(%x: memref<4xf32>, %y: memref<8xf32>, %z: memref<4xf32>, %i: index, %f: f32) {
  %p = memref.alloc() : memref<8xf32>
  %a = memref.alloc() : memref<4xf32>
  linalg.fill ins(%f : f32) outs(%p : memref<8xf32>)
  linalg.exp ins(%x : memref<4xf32>) outs(%a : memref<4xf32>)
  %v = memref.subview %p[4] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1], offset: 4>>
  memref.copy %a, %v : memref<4xf32> to memref<4xf32, strided<[1], offset: 4>>
  memref.store %f, %p[%i] : memref<8xf32>
  linalg.log ins(%p : memref<8xf32>) outs(%y : memref<8xf32>)
  linalg.exp ins(%a : memref<4xf32>) outs(%z : memref<4xf32>)
  return
}

// -----

// Where the part begins is not known, and another part may be it.
// CHECK-LABEL: func.func @unknown_part(
// CHECK:         memref.copy
func.func @unknown_part(%x: memref<4xf32>, %y: memref<8xf32>, %i: index, %f: f32) {
  %p = memref.alloc() : memref<8xf32>
  %a = memref.alloc() : memref<4xf32>
  linalg.fill ins(%f : f32) outs(%p : memref<8xf32>)
  linalg.exp ins(%x : memref<4xf32>) outs(%a : memref<4xf32>)
  memref.store %f, %p[%i] : memref<8xf32>
  %v = memref.subview %p[4] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1], offset: 4>>
  memref.copy %a, %v : memref<4xf32> to memref<4xf32, strided<[1], offset: 4>>
  linalg.log ins(%p : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}

// -----

// While the source is computed there is no room for the whole.
// CHECK-LABEL: func.func @no_room(
// CHECK:         memref.copy
func.func @no_room(%x: memref<32x32xf32>, %y: memref<64x64xf32>, %f: f32) {
  %big = memref.alloc() : memref<64x64xf32>
  %a = memref.alloc() : memref<4x4xf32>
  %p = memref.alloc() : memref<32x32xf32>
  linalg.exp ins(%y : memref<64x64xf32>) outs(%big : memref<64x64xf32>)
  %c = memref.subview %big[0, 0] [4, 4] [1, 1] : memref<64x64xf32> to memref<4x4xf32, strided<[64, 1]>>
  linalg.exp ins(%c : memref<4x4xf32, strided<[64, 1]>>) outs(%a : memref<4x4xf32>)
  linalg.exp ins(%big : memref<64x64xf32>) outs(%y : memref<64x64xf32>)
  linalg.fill ins(%f : f32) outs(%p : memref<32x32xf32>)
  %v = memref.subview %p[4, 4] [4, 4] [1, 1] : memref<32x32xf32> to memref<4x4xf32, strided<[32, 1], offset: 132>>
  memref.copy %a, %v : memref<4x4xf32> to memref<4x4xf32, strided<[32, 1], offset: 132>>
  linalg.exp ins(%p : memref<32x32xf32>) outs(%x : memref<32x32xf32>)
  return
}
