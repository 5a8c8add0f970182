// A DMA goes on until the last wait for its tag, and needs both buffers and the tag
// until then.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all -o %t.computed
// RUN: diff %t.stated %t.computed

func.func @wait(%g: memref<16xf32>, %i: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c16 = arith.constant 16 : index // 1
  %tag = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 7>} : memref<2xi32,2> // 2
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 7>} : memref<16xf32,1> // 3
  memref.dma_start %a[%c0], %g[%c0], %c16, %tag[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2> // 4
  %x = arith.addi %i, %i : index // 5
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2> // 6
  return // 7
}

// One tag, one after the other: until the last wait.
func.func @tag_used_again(%g: memref<16xf32>, %i: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c16 = arith.constant 16 : index // 1
  %tag = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<2xi32,2> // 2
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<16xf32,1> // 3
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 9>} : memref<16xf32,1> // 4
  memref.dma_start %a[%c0], %g[%c0], %c16, %tag[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2> // 5
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2> // 6
  memref.dma_start %b[%c0], %g[%c0], %c16, %tag[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2> // 7
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2> // 8
  return // 9
}

// Two elements of one tag memref are two tags.
func.func @two_elements(%g: memref<16xf32>, %i: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %c16 = arith.constant 16 : index // 2
  %tag = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 10>} : memref<2xi32,2> // 3
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 9>} : memref<16xf32,1> // 4
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 10>} : memref<16xf32,1> // 5
  memref.dma_start %a[%c0], %g[%c0], %c16, %tag[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2> // 6
  memref.dma_start %b[%c0], %g[%c0], %c16, %tag[%c1] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2> // 7
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2> // 8
  memref.dma_wait %tag[%c1], %c16 : memref<2xi32, 2> // 9
  return // 10
}

// Two transfers and one wait.
func.func @shared_tag(%g: memref<16xf32>, %i: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c16 = arith.constant 16 : index // 1
  %tag = memref.alloc() : memref<2xi32,2> // not planned; 2
  %a = memref.alloc() : memref<16xf32,1> // not planned; 3
  %b = memref.alloc() : memref<16xf32,1> // not planned; 4
  memref.dma_start %a[%c0], %g[%c0], %c16, %tag[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2> // 5
  memref.dma_start %b[%c0], %g[%c0], %c16, %tag[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2> // 6
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2> // 7
  return // 8
}

// A tag by another name: which transfer a wait is for is not known.
func.func @tag_is_cast(%g: memref<16xf32>, %i: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c16 = arith.constant 16 : index // 1
  %tag = memref.alloc() : memref<2xi32,2> // not planned; 2
  %a = memref.alloc() : memref<16xf32,1> // not planned; 3
  %b = memref.alloc() : memref<16xf32,1> // not planned; 4
  %t = memref.cast %tag : memref<2xi32, 2> to memref<?xi32, 2> // 5
  memref.dma_start %a[%c0], %g[%c0], %c16, %tag[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2> // 6
  memref.dma_start %b[%c0], %g[%c0], %c16, %t[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<?xi32, 2> // 7
  memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2> // 8
  memref.dma_wait %t[%c0], %c16 : memref<?xi32, 2> // 9
  return // 10
}

// A wait that may not be passed.
func.func @wait_in_another_block(%g: memref<16xf32>, %i: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c16 = arith.constant 16 : index // 1
  %tag = memref.alloc() : memref<2xi32,2> // not planned; 2
  %a = memref.alloc() : memref<16xf32,1> // not planned; 3
  memref.dma_start %a[%c0], %g[%c0], %c16, %tag[%c0] : memref<16xf32, 1>, memref<16xf32>, memref<2xi32, 2> // 4
  scf.if %c { // 5
    memref.dma_wait %tag[%c0], %c16 : memref<2xi32, 2> // 6
    scf.yield // 7
  } // 8
  return // 9
}
