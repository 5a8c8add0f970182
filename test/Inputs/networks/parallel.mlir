// Parallel bodies: a tiled product whose tiles have private buffers, a parallel loop
// with one buffer for all of it, and a branch that only some iterations take.

func.func @parallel(%x: memref<12x16xf32>, %w: memref<16x12xf32>, %out: memref<12x12xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c6 = arith.constant 6 : index
  %c12 = arith.constant 12 : index
  %zero = arith.constant 0.0 : f32
  %two = arith.constant 2.0 : f32

  %product = memref.alloc() : memref<12x12xf32>
  scf.forall (%i, %j) in (3, 3) {
    %r = arith.muli %i, %c4 : index
    %c = arith.muli %j, %c4 : index
    %rows = memref.subview %x[%r, 0] [4, 16] [1, 1]
        : memref<12x16xf32> to memref<4x16xf32, strided<[16, 1], offset: ?>>
    %columns = memref.subview %w[0, %c] [16, 4] [1, 1]
        : memref<16x12xf32> to memref<16x4xf32, strided<[12, 1], offset: ?>>
    %tile = memref.alloc() : memref<4x4xf32>
    linalg.fill ins(%zero : f32) outs(%tile : memref<4x4xf32>)
    linalg.matmul ins(%rows, %columns : memref<4x16xf32, strided<[16, 1], offset: ?>>,
                                        memref<16x4xf32, strided<[12, 1], offset: ?>>)
        outs(%tile : memref<4x4xf32>)
    %place = memref.subview %product[%r, %c] [4, 4] [1, 1]
        : memref<12x12xf32> to memref<4x4xf32, strided<[12, 1], offset: ?>>
    memref.copy %tile, %place : memref<4x4xf32> to memref<4x4xf32, strided<[12, 1], offset: ?>>
  }

  %rowSums = memref.alloc() : memref<12xf32>
  linalg.fill ins(%zero : f32) outs(%rowSums : memref<12xf32>)
  linalg.reduce ins(%product : memref<12x12xf32>) outs(%rowSums : memref<12xf32>) dimensions = [1]
    (%v: f32, %s: f32) {
      %sum = arith.addf %v, %s : f32
      linalg.yield %sum : f32
    }
  %scaled = memref.alloc() : memref<12x12xf32>
  scf.parallel (%i) = (%c0) to (%c12) step (%c1) {
    %sum = memref.load %rowSums[%i] : memref<12xf32>
    %large = arith.cmpi uge, %i, %c6 : index
    %factor = scf.if %large -> (f32) {
      %local = memref.alloc() : memref<1xf32>
      memref.store %sum, %local[%c0] : memref<1xf32>
      %v = memref.load %local[%c0] : memref<1xf32>
      %twice = arith.mulf %v, %two : f32
      scf.yield %twice : f32
    } else {
      scf.yield %two : f32
    }
    scf.for %j = %c0 to %c12 step %c1 {
      %v = memref.load %product[%i, %j] : memref<12x12xf32>
      %p = arith.mulf %v, %factor : f32
      memref.store %p, %scaled[%i, %j] : memref<12x12xf32>
    }
    scf.reduce
  }
  memref.copy %scaled, %out : memref<12x12xf32> to memref<12x12xf32>
  return
}
