// A network in several functions: a layer is called twice, a callee has an arena of
// its own, one only reads and one returns the buffer that it is given.

#all = affine_map<(i, j) -> (i, j)>
#row = affine_map<(i, j) -> (i)>

func.func @network(%x: memref<6x8xf32>, %w1: memref<8x8xf32>, %w2: memref<8x8xf32>,
                   %out: memref<6x8xf32>, %norm: memref<6xf32>) {
  %h1 = memref.alloc() : memref<6x8xf32>
  call @layer(%x, %w1, %h1) : (memref<6x8xf32>, memref<8x8xf32>, memref<6x8xf32>) -> ()
  %h2 = memref.alloc() : memref<6x8xf32>
  call @layer(%h1, %w2, %h2) : (memref<6x8xf32>, memref<8x8xf32>, memref<6x8xf32>) -> ()
  %sums = memref.alloc() : memref<6xf32>
  call @row_sums(%h2, %sums) : (memref<6x8xf32>, memref<6xf32>) -> ()
  %shares = memref.alloc() : memref<6x8xf32>
  linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]}
      ins(%h2, %sums : memref<6x8xf32>, memref<6xf32>) outs(%shares : memref<6x8xf32>) {
  ^bb0(%v: f32, %s: f32, %o: f32):
    %one = arith.constant 1.0 : f32
    %above = arith.addf %s, %one : f32
    %share = arith.divf %v, %above : f32
    linalg.yield %share : f32
  }
  %same = call @doubled(%shares) : (memref<6x8xf32>) -> memref<6x8xf32>
  linalg.add ins(%same, %x : memref<6x8xf32>, memref<6x8xf32>) outs(%out : memref<6x8xf32>)
  memref.copy %sums, %norm : memref<6xf32> to memref<6xf32>
  return
}

func.func private @layer(%x: memref<6x8xf32>, %w: memref<8x8xf32>, %out: memref<6x8xf32>) {
  %zero = arith.constant 0.0 : f32
  %product = memref.alloc() : memref<6x8xf32>
  linalg.fill ins(%zero : f32) outs(%product : memref<6x8xf32>)
  linalg.matmul ins(%x, %w : memref<6x8xf32>, memref<8x8xf32>) outs(%product : memref<6x8xf32>)
  %squares = memref.alloc() : memref<6x8xf32>
  linalg.mul ins(%product, %product : memref<6x8xf32>, memref<6x8xf32>) outs(%squares : memref<6x8xf32>)
  linalg.max ins(%product, %squares : memref<6x8xf32>, memref<6x8xf32>) outs(%out : memref<6x8xf32>)
  return
}

func.func private @row_sums(%x: memref<6x8xf32>, %sums: memref<6xf32>) {
  %zero = arith.constant 0.0 : f32
  linalg.fill ins(%zero : f32) outs(%sums : memref<6xf32>)
  linalg.reduce ins(%x : memref<6x8xf32>) outs(%sums : memref<6xf32>) dimensions = [1]
    (%v: f32, %s: f32) {
      %sum = arith.addf %v, %s : f32
      linalg.yield %sum : f32
    }
  return
}

func.func private @doubled(%x: memref<6x8xf32>) -> memref<6x8xf32> {
  linalg.add ins(%x, %x : memref<6x8xf32>, memref<6x8xf32>) outs(%x : memref<6x8xf32>)
  return %x : memref<6x8xf32>
}
