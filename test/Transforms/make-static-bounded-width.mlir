// A bound that is only the width of a type makes no buffer that does not fit.

// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s --check-prefixes=CHECK,FITS
// RUN: %idealloc-opt %s --idealloc-make-static=capacity=default:262208 | FileCheck %s --check-prefixes=CHECK,FITS
// RUN: %idealloc-opt %s --idealloc-make-static=capacity=default:262207 | FileCheck %s --check-prefixes=CHECK,LEFT
// RUN: %idealloc-opt %s --idealloc=capacity=default:65536 -o /dev/null
// RUN: not idealloc-opt %s --idealloc-make-static=capacity=65536 2>&1 | FileCheck %s --check-prefix=ERROR
// ERROR: error: capacity '65536' is not SPACE:BYTES, as in 1:65536

// CHECK-LABEL: func.func @typed(
func.func @typed(%n: i16, %v: f32, %i: index, %out: memref<16xf32>) {
  %s = arith.index_castui %n : i16 to index
  // FITS: memref.alloc() {{.*}} : memref<262140xi8>
  // LEFT: memref.alloc(%{{.*}}) : memref<?xf32>
  %d = memref.alloc(%s) : memref<?xf32>
  memref.store %v, %d[%i] : memref<?xf32>
  %w = memref.load %d[%i] : memref<?xf32>
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%w : f32) outs(%a : memref<16xf32>)
  linalg.exp ins(%a : memref<16xf32>) outs(%out : memref<16xf32>)
  return
}

// What a minimum bounds is that large for all that is known, and counts.
// CHECK-LABEL: func.func @minimum(
func.func @minimum(%n: i16, %m: i16, %v: f32, %i: index) {
  %c100 = arith.constant 100 : index
  %s = arith.index_castui %n : i16 to index
  %least = arith.minui %s, %c100 : index
  // CHECK: memref.alloc() {{.*}} : memref<400xi8>
  %d = memref.alloc(%least) : memref<?xf32>
  memref.store %v, %d[%i] : memref<?xf32>
  %x = arith.index_castui %m : i16 to index
  %c7 = arith.constant 7 : index
  %r = arith.remui %x, %c7 : index
  // CHECK: memref.alloc() {{.*}} : memref<24xi8>
  %e = memref.alloc(%r) : memref<?xf32>
  memref.store %v, %e[%i] : memref<?xf32>
  return
}
