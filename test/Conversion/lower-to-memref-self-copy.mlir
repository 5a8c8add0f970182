// RUN: %idealloc-opt %s --idealloc='shorten=false schedule=off' | FileCheck %s

// A copy within an in-place pair moves bytes onto themselves: it goes.

// CHECK-LABEL: func.func @copy(
// CHECK-NOT: memref.copy
// CHECK: return
func.func @copy(%x: memref<256xf32>, %out: memref<256xf32>) {
  %a = memref.alloc() : memref<256xf32>
  linalg.exp ins(%x : memref<256xf32>) outs(%a : memref<256xf32>)
  %b = memref.alloc() : memref<256xf32>
  memref.copy %a, %b : memref<256xf32> to memref<256xf32>
  linalg.negf ins(%b : memref<256xf32>) outs(%out : memref<256xf32>)
  return
}

// CHECK-LABEL: func.func @linalg_copy(
// CHECK-NOT: linalg.copy
// CHECK: return
func.func @linalg_copy(%x: memref<256xf32>, %out: memref<256xf32>) {
  %a = memref.alloc() : memref<256xf32>
  linalg.exp ins(%x : memref<256xf32>) outs(%a : memref<256xf32>)
  %b = memref.alloc() : memref<256xf32>
  linalg.copy ins(%a : memref<256xf32>) outs(%b : memref<256xf32>)
  linalg.negf ins(%b : memref<256xf32>) outs(%out : memref<256xf32>)
  return
}

// Through casts that forget the shape no pair is made.
//
// CHECK-LABEL: func.func @forgotten_shape(
// CHECK: linalg.copy
// CHECK: return
func.func @forgotten_shape(%x: memref<256xf32>, %out: memref<256xf32>) {
  %a = memref.alloc() : memref<256xf32>
  linalg.exp ins(%x : memref<256xf32>) outs(%a : memref<256xf32>)
  %b = memref.alloc() : memref<256xf32>
  %c = memref.cast %a : memref<256xf32> to memref<?xf32>
  %d = memref.cast %b : memref<256xf32> to memref<?xf32>
  linalg.copy ins(%c : memref<?xf32>) outs(%d : memref<?xf32>)
  linalg.negf ins(%b : memref<256xf32>) outs(%out : memref<256xf32>)
  return
}

// Both are needed afterwards, so they are two.
//
// CHECK-LABEL: func.func @both_needed(
// CHECK: memref.copy %{{.*}}, %{{.*}} : memref<256xf32> to memref<256xf32>
// CHECK: return
func.func @both_needed(%x: memref<256xf32>, %out: memref<256xf32>) {
  %a = memref.alloc() : memref<256xf32>
  linalg.exp ins(%x : memref<256xf32>) outs(%a : memref<256xf32>)
  %b = memref.alloc() : memref<256xf32>
  memref.copy %a, %b : memref<256xf32> to memref<256xf32>
  linalg.add ins(%a, %b : memref<256xf32>, memref<256xf32>) outs(%out : memref<256xf32>)
  linalg.negf ins(%b : memref<256xf32>) outs(%out : memref<256xf32>)
  return
}
