// One head of self-attention: three projections of one input, scores, softmax,
// context, and the input added at the end. The key is read transposed through a
// view of the layout.

#row = affine_map<(i, j) -> (i)>
#all = affine_map<(i, j) -> (i, j)>

func.func @attention(%x: memref<12x16xf32>, %wq: memref<16x16xf32>, %wk: memref<16x16xf32>,
                     %wv: memref<16x16xf32>, %out: memref<12x16xf32>) {
  %zero = arith.constant 0.0 : f32
  %quarter = arith.constant 0.25 : f32
  %lowest = arith.constant -1.0e30 : f32

  %q = memref.alloc() : memref<12x16xf32>
  linalg.fill ins(%zero : f32) outs(%q : memref<12x16xf32>)
  linalg.matmul ins(%x, %wq : memref<12x16xf32>, memref<16x16xf32>) outs(%q : memref<12x16xf32>)
  %k = memref.alloc() : memref<12x16xf32>
  linalg.fill ins(%zero : f32) outs(%k : memref<12x16xf32>)
  linalg.matmul ins(%x, %wk : memref<12x16xf32>, memref<16x16xf32>) outs(%k : memref<12x16xf32>)
  %v = memref.alloc() : memref<12x16xf32>
  linalg.fill ins(%zero : f32) outs(%v : memref<12x16xf32>)
  linalg.matmul ins(%x, %wv : memref<12x16xf32>, memref<16x16xf32>) outs(%v : memref<12x16xf32>)

  %kt = memref.transpose %k (i, j) -> (j, i)
      : memref<12x16xf32> to memref<16x12xf32, strided<[1, 16]>>
  %scores = memref.alloc() : memref<12x12xf32>
  linalg.fill ins(%zero : f32) outs(%scores : memref<12x12xf32>)
  linalg.matmul ins(%q, %kt : memref<12x16xf32>, memref<16x12xf32, strided<[1, 16]>>)
      outs(%scores : memref<12x12xf32>)
  %scaled = memref.alloc() : memref<12x12xf32>
  linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%scores : memref<12x12xf32>) outs(%scaled : memref<12x12xf32>) {
  ^bb0(%s: f32, %o: f32):
    %less = arith.mulf %s, %quarter : f32
    linalg.yield %less : f32
  }

  %max = memref.alloc() : memref<12xf32>
  linalg.fill ins(%lowest : f32) outs(%max : memref<12xf32>)
  linalg.reduce ins(%scaled : memref<12x12xf32>) outs(%max : memref<12xf32>) dimensions = [1]
    (%s: f32, %m: f32) {
      %larger = arith.maximumf %s, %m : f32
      linalg.yield %larger : f32
    }
  %exp = memref.alloc() : memref<12x12xf32>
  linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]}
      ins(%scaled, %max : memref<12x12xf32>, memref<12xf32>) outs(%exp : memref<12x12xf32>) {
  ^bb0(%s: f32, %m: f32, %o: f32):
    %less = arith.subf %s, %m : f32
    %e = math.exp %less : f32
    linalg.yield %e : f32
  }
  %sum = memref.alloc() : memref<12xf32>
  linalg.fill ins(%zero : f32) outs(%sum : memref<12xf32>)
  linalg.reduce ins(%exp : memref<12x12xf32>) outs(%sum : memref<12xf32>) dimensions = [1]
    (%e: f32, %s: f32) {
      %more = arith.addf %e, %s : f32
      linalg.yield %more : f32
    }
  %shares = memref.alloc() : memref<12x12xf32>
  linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]}
      ins(%exp, %sum : memref<12x12xf32>, memref<12xf32>) outs(%shares : memref<12x12xf32>) {
  ^bb0(%e: f32, %s: f32, %o: f32):
    %share = arith.divf %e, %s : f32
    linalg.yield %share : f32
  }

  %context = memref.alloc() : memref<12x16xf32>
  linalg.fill ins(%zero : f32) outs(%context : memref<12x16xf32>)
  linalg.matmul ins(%shares, %v : memref<12x12xf32>, memref<12x16xf32>)
      outs(%context : memref<12x16xf32>)
  linalg.add ins(%context, %x : memref<12x16xf32>, memref<12x16xf32>) outs(%out : memref<12x16xf32>)
  return
}
