// Views of bytes take every element type that has a size, down to LLVM.

// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s
// RUN: %idealloc-opt %s --idealloc --expand-strided-metadata --lower-affine --finalize-memref-to-llvm --convert-index-to-llvm --convert-arith-to-llvm --convert-vector-to-llvm --convert-func-to-llvm --reconcile-unrealized-casts | FileCheck %s --check-prefix=LLVM
// LLVM-NOT: memref.

func.func @types(%n: index, %i: index) -> (i1, index, complex<f64>, vector<3xf32>, vector<2x3xi8>, bf16) {
  %c10 = arith.constant 10 : index
  %m = arith.minui %n, %c10 : index
  // CHECK: alignment = 1 : i64} : memref<10xi8>
  %a = memref.alloc(%m) : memref<?xi1>
  %x0 = memref.load %a[%i] : memref<?xi1>
  // CHECK: alignment = 8 : i64} : memref<80xi8>
  %b = memref.alloc(%m) : memref<?xindex>
  %x1 = memref.load %b[%i] : memref<?xindex>
  // CHECK: alignment = 8 : i64} : memref<160xi8>
  %c = memref.alloc(%m) : memref<?xcomplex<f64>>
  %x2 = memref.load %c[%i] : memref<?xcomplex<f64>>
  // CHECK: alignment = 16 : i64} : memref<160xi8>
  %d = memref.alloc(%m) : memref<?xvector<3xf32>>
  %x3 = memref.load %d[%i] : memref<?xvector<3xf32>>
  // CHECK: : memref<80xi8>
  %e = memref.alloc(%m) : memref<?xvector<2x3xi8>>
  %x4 = memref.load %e[%i] : memref<?xvector<2x3xi8>>
  // CHECK: alignment = 2 : i64} : memref<20xi8>
  %f = memref.alloc(%m) : memref<?xbf16>
  %x5 = memref.load %f[%i] : memref<?xbf16>
  return %x0, %x1, %x2, %x3, %x4, %x5 : i1, index, complex<f64>, vector<3xf32>, vector<2x3xi8>, bf16
}
