// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=dump-problem=%t.csv | FileCheck %s
// RUN: FileCheck %s --check-prefix=CSV < %t.csv

// Every element type that a memref lowered to LLVM can have has a size there: an
// element takes its size rounded up to its alignment. Strided layouts end behind
// their last element.
//
// CHECK-LABEL:    func.func @sizes(
// CHECK-COUNT-13:   memref.alloc() {idealloc.lifetime
// CSV: id,lower,upper,size,alignment
func.func @sizes(%i: index) {
  // CSV-NEXT: 0,{{[0-9]+,[0-9]+}},16,
  %i1 = memref.alloc() : memref<16xi1>
  // CSV-NEXT: 1,{{[0-9]+,[0-9]+}},16,
  %i4 = memref.alloc() : memref<16xi4>
  // CSV-NEXT: 2,{{[0-9]+,[0-9]+}},16,
  %i24 = memref.alloc() : memref<4xi24>
  // CSV-NEXT: 3,{{[0-9]+,[0-9]+}},32,
  %index = memref.alloc() : memref<4xindex>
  // CSV-NEXT: 4,{{[0-9]+,[0-9]+}},64,
  %complex = memref.alloc() : memref<4xcomplex<f64>>
  // CSV-NEXT: 5,{{[0-9]+,[0-9]+}},64,
  %vector = memref.alloc() : memref<4xvector<3xf32>>
  // CSV-NEXT: 6,{{[0-9]+,[0-9]+}},64,
  %matrix = memref.alloc() : memref<2xvector<2x3xf32>>
  // CSV-NEXT: 7,{{[0-9]+,[0-9]+}},8,
  %bf16 = memref.alloc() : memref<4xbf16>
  // CSV-NEXT: 8,{{[0-9]+,[0-9]+}},4,
  %rank0 = memref.alloc() : memref<f32>
  // CSV-NEXT: 9,{{[0-9]+,[0-9]+}},60,
  %rank3 = memref.alloc() : memref<5x1x3xf32>
  // 3 rows of 8 and 4 more elements.
  // CSV-NEXT: 10,{{[0-9]+,[0-9]+}},112,
  %strided = memref.alloc() : memref<4x4xf32, strided<[8, 1]>>
  // CSV-NEXT: 11,{{[0-9]+,[0-9]+}},128,
  %permuted = memref.alloc() : memref<4x8xf32, strided<[1, 4]>>
  // CSV-NEXT: 12,{{[0-9]+,[0-9]+}},4,
  %overlapping = memref.alloc() : memref<8xf32, strided<[0]>>
  call @use(%i1, %i4, %i24, %index, %complex, %vector, %matrix, %bf16, %rank0, %rank3, %strided, %permuted, %overlapping)
    : (memref<16xi1>, memref<16xi4>, memref<4xi24>, memref<4xindex>, memref<4xcomplex<f64>>, memref<4xvector<3xf32>>, memref<2xvector<2x3xf32>>, memref<4xbf16>, memref<f32>, memref<5x1x3xf32>, memref<4x4xf32, strided<[8, 1]>>, memref<4x8xf32, strided<[1, 4]>>, memref<8xf32, strided<[0]>>) -> ()
  return
}
func.func private @use(memref<16xi1>, memref<16xi4>, memref<4xi24>, memref<4xindex>, memref<4xcomplex<f64>>, memref<4xvector<3xf32>>, memref<2xvector<2x3xf32>>, memref<4xbf16>, memref<f32>, memref<5x1x3xf32>, memref<4x4xf32, strided<[8, 1]>>, memref<4x8xf32, strided<[1, 4]>>, memref<8xf32, strided<[0]>>) attributes {idealloc.noretain}

// Not planned: no bytes, no constant shape, offset that is not 0, scalable
// vectors, layouts that are not strided, more than 2^63 bytes.
//
// CHECK-LABEL: func.func @not_planned(
// CHECK-NOT:     idealloc.lifetime
func.func @not_planned(%n: index) {
  %zero = memref.alloc() : memref<0x8xf32>
  %dynamic = memref.alloc(%n) : memref<?xf32>
  %shifted = memref.alloc() : memref<8xf32, strided<[1], offset: 4>>
  %scalable = memref.alloc() : memref<4xvector<[4]xf32>>
  %tiled = memref.alloc() : memref<8x8xf32, affine_map<(i, j) -> (i floordiv 4, j floordiv 4, i mod 4, j mod 4)>>
  %swapped = memref.alloc() : memref<4x8xf32, affine_map<(i, j) -> (j, i)>>
  %huge = memref.alloc() : memref<4294967296x4294967296xf32>
  call @use2(%zero, %dynamic, %shifted, %scalable, %tiled, %swapped, %huge)
    : (memref<0x8xf32>, memref<?xf32>, memref<8xf32, strided<[1], offset: 4>>, memref<4xvector<[4]xf32>>, memref<8x8xf32, affine_map<(i, j) -> (i floordiv 4, j floordiv 4, i mod 4, j mod 4)>>, memref<4x8xf32, affine_map<(i, j) -> (j, i)>>, memref<4294967296x4294967296xf32>) -> ()
  return
}
func.func private @use2(memref<0x8xf32>, memref<?xf32>, memref<8xf32, strided<[1], offset: 4>>, memref<4xvector<[4]xf32>>, memref<8x8xf32, affine_map<(i, j) -> (i floordiv 4, j floordiv 4, i mod 4, j mod 4)>>, memref<4x8xf32, affine_map<(i, j) -> (j, i)>>, memref<4294967296x4294967296xf32>) attributes {idealloc.noretain}
