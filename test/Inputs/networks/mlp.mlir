// A perceptron of three layers with a softmax: straight-line code, a deallocation
// after each last use.

#row = affine_map<(i, j) -> (i)>
#column = affine_map<(i, j) -> (j)>
#all = affine_map<(i, j) -> (i, j)>

func.func @mlp(%x: memref<4x24xf32>, %w1: memref<24x32xf32>, %b1: memref<32xf32>,
               %w2: memref<32x32xf32>, %b2: memref<32xf32>,
               %w3: memref<32x10xf32>, %out: memref<4x10xf32>) {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant -1.0e30 : f32

  %h1 = memref.alloc() : memref<4x32xf32>
  linalg.fill ins(%zero : f32) outs(%h1 : memref<4x32xf32>)
  linalg.matmul ins(%x, %w1 : memref<4x24xf32>, memref<24x32xf32>) outs(%h1 : memref<4x32xf32>)
  %a1 = memref.alloc() : memref<4x32xf32>
  linalg.generic {indexing_maps = [#all, #column, #all], iterator_types = ["parallel", "parallel"]}
      ins(%h1, %b1 : memref<4x32xf32>, memref<32xf32>) outs(%a1 : memref<4x32xf32>) {
  ^bb0(%v: f32, %b: f32, %o: f32):
    %sum = arith.addf %v, %b : f32
    %relu = arith.maximumf %sum, %zero : f32
    linalg.yield %relu : f32
  }
  memref.dealloc %h1 : memref<4x32xf32>

  %h2 = memref.alloc() : memref<4x32xf32>
  linalg.fill ins(%zero : f32) outs(%h2 : memref<4x32xf32>)
  linalg.matmul ins(%a1, %w2 : memref<4x32xf32>, memref<32x32xf32>) outs(%h2 : memref<4x32xf32>)
  memref.dealloc %a1 : memref<4x32xf32>
  %a2 = memref.alloc() : memref<4x32xf32>
  linalg.generic {indexing_maps = [#all, #column, #all], iterator_types = ["parallel", "parallel"]}
      ins(%h2, %b2 : memref<4x32xf32>, memref<32xf32>) outs(%a2 : memref<4x32xf32>) {
  ^bb0(%v: f32, %b: f32, %o: f32):
    %sum = arith.addf %v, %b : f32
    %relu = arith.maximumf %sum, %zero : f32
    linalg.yield %relu : f32
  }
  memref.dealloc %h2 : memref<4x32xf32>

  %logits = memref.alloc() : memref<4x10xf32>
  linalg.fill ins(%zero : f32) outs(%logits : memref<4x10xf32>)
  linalg.matmul ins(%a2, %w3 : memref<4x32xf32>, memref<32x10xf32>) outs(%logits : memref<4x10xf32>)
  memref.dealloc %a2 : memref<4x32xf32>

  %max = memref.alloc() : memref<4xf32>
  linalg.fill ins(%lowest : f32) outs(%max : memref<4xf32>)
  linalg.reduce ins(%logits : memref<4x10xf32>) outs(%max : memref<4xf32>) dimensions = [1]
    (%v: f32, %m: f32) {
      %larger = arith.maximumf %v, %m : f32
      linalg.yield %larger : f32
    }
  %exp = memref.alloc() : memref<4x10xf32>
  linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]}
      ins(%logits, %max : memref<4x10xf32>, memref<4xf32>) outs(%exp : memref<4x10xf32>) {
  ^bb0(%v: f32, %m: f32, %o: f32):
    %less = arith.subf %v, %m : f32
    %e = math.exp %less : f32
    linalg.yield %e : f32
  }
  memref.dealloc %max : memref<4xf32>
  memref.dealloc %logits : memref<4x10xf32>
  %sum = memref.alloc() : memref<4xf32>
  linalg.fill ins(%zero : f32) outs(%sum : memref<4xf32>)
  linalg.reduce ins(%exp : memref<4x10xf32>) outs(%sum : memref<4xf32>) dimensions = [1]
    (%v: f32, %s: f32) {
      %more = arith.addf %v, %s : f32
      linalg.yield %more : f32
    }
  linalg.generic {indexing_maps = [#all, #row, #all], iterator_types = ["parallel", "parallel"]}
      ins(%exp, %sum : memref<4x10xf32>, memref<4xf32>) outs(%out : memref<4x10xf32>) {
  ^bb0(%v: f32, %s: f32, %o: f32):
    %share = arith.divf %v, %s : f32
    linalg.yield %share : f32
  }
  memref.dealloc %exp : memref<4x10xf32>
  memref.dealloc %sum : memref<4xf32>
  return
}
