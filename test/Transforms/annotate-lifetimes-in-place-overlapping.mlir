// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s

// Elements that share an address: one would be read after it was overwritten.

// CHECK-COUNT-2: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<{{[^>]*}}>} :
// CHECK-NOT: idealloc.slot
func.func @stride0(%x: memref<4xf32>, %out: memref<4xf32>) {
  %a = memref.alloc() : memref<4xf32, strided<[0]>>
  %b = memref.alloc() : memref<4xf32, strided<[0]>>
  linalg.map { math.exp } ins(%x : memref<4xf32>) outs(%a : memref<4xf32, strided<[0]>>)
  linalg.map { arith.addf } ins(%a, %a : memref<4xf32, strided<[0]>>, memref<4xf32, strided<[0]>>) outs(%b : memref<4xf32, strided<[0]>>)
  linalg.map { arith.addf } ins(%b, %x : memref<4xf32, strided<[0]>>, memref<4xf32>) outs(%out : memref<4xf32>)
  return
}
