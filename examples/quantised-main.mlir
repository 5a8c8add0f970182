// Made-up numbers for @net of quantised.mlir, once bufferized; to be put at the end of its module.
func.func private @printMemrefI32(memref<*xi32>) attributes {idealloc.noretain, llvm.emit_c_interface}
func.func @main() {
  %c8 = arith.constant 8 : index
  %c17 = arith.constant 17 : index
  %c3 = arith.constant 3 : index
  %c5 = arith.constant 5 : index
  %alloc = memref.alloc() : memref<16x256xi8>
  %alloc_0 = memref.alloc() : memref<256x512xi8>
  %alloc_1 = memref.alloc() : memref<512x512xi8>
  %alloc_2 = memref.alloc() : memref<512x10xi8>
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%alloc : memref<16x256xi8>) {
  ^bb0(%out: i8):
    %0 = linalg.index 0 : index
    %1 = linalg.index 1 : index
    %2 = arith.muli %0, %c5 : index
    %3 = arith.muli %1, %c3 : index
    %4 = arith.muli %0, %1 : index
    %5 = arith.addi %2, %3 : index
    %6 = arith.addi %4, %5 : index
    %7 = arith.remui %6, %c17 : index
    %8 = arith.subi %7, %c8 : index
    %9 = arith.index_cast %8 : index to i8
    linalg.yield %9 : i8
  }
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%alloc_0 : memref<256x512xi8>) {
  ^bb0(%out: i8):
    %0 = linalg.index 0 : index
    %1 = linalg.index 1 : index
    %2 = arith.muli %0, %c5 : index
    %3 = arith.muli %1, %c3 : index
    %4 = arith.muli %0, %1 : index
    %5 = arith.addi %2, %3 : index
    %6 = arith.addi %4, %5 : index
    %7 = arith.remui %6, %c17 : index
    %8 = arith.subi %7, %c8 : index
    %9 = arith.index_cast %8 : index to i8
    linalg.yield %9 : i8
  }
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%alloc_1 : memref<512x512xi8>) {
  ^bb0(%out: i8):
    %0 = linalg.index 0 : index
    %1 = linalg.index 1 : index
    %2 = arith.muli %0, %c5 : index
    %3 = arith.muli %1, %c3 : index
    %4 = arith.muli %0, %1 : index
    %5 = arith.addi %2, %3 : index
    %6 = arith.addi %4, %5 : index
    %7 = arith.remui %6, %c17 : index
    %8 = arith.subi %7, %c8 : index
    %9 = arith.index_cast %8 : index to i8
    linalg.yield %9 : i8
  }
  linalg.generic {indexing_maps = [affine_map<(d0, d1) -> (d0, d1)>], iterator_types = ["parallel", "parallel"]} outs(%alloc_2 : memref<512x10xi8>) {
  ^bb0(%out: i8):
    %0 = linalg.index 0 : index
    %1 = linalg.index 1 : index
    %2 = arith.muli %0, %c5 : index
    %3 = arith.muli %1, %c3 : index
    %4 = arith.muli %0, %1 : index
    %5 = arith.addi %2, %3 : index
    %6 = arith.addi %4, %5 : index
    %7 = arith.remui %6, %c17 : index
    %8 = arith.subi %7, %c8 : index
    %9 = arith.index_cast %8 : index to i8
    linalg.yield %9 : i8
  }
  %alloc_3 = memref.alloc() : memref<16x10xi32>
  call @net(%alloc, %alloc_0, %alloc_1, %alloc_2, %alloc_3) : (memref<16x256xi8>, memref<256x512xi8>, memref<512x512xi8>, memref<512x10xi8>, memref<16x10xi32>) -> ()
  %cast = memref.cast %alloc_3 : memref<16x10xi32> to memref<*xi32>
  call @printMemrefI32(%cast) : (memref<*xi32>) -> ()
  memref.dealloc %alloc : memref<16x256xi8>
  memref.dealloc %alloc_0 : memref<256x512xi8>
  memref.dealloc %alloc_1 : memref<512x512xi8>
  memref.dealloc %alloc_2 : memref<512x10xi8>
  return
}
