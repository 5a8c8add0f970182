// One training step of a network of two layers: what the forward pass computes is
// kept for the backward pass, the gradients are reductions over the batch, and the
// weights are updated in place.

#all = affine_map<(i, j) -> (i, j)>

func.func @train_step(%x: memref<8x12xf32>, %target: memref<8x6xf32>, %w1: memref<12x16xf32>,
                      %w2: memref<16x6xf32>, %loss: memref<f32>) {
  %zero = arith.constant 0.0 : f32
  %rate = arith.constant 0.03125 : f32

  // Forward.
  %h = memref.alloc() : memref<8x16xf32>
  linalg.fill ins(%zero : f32) outs(%h : memref<8x16xf32>)
  linalg.matmul ins(%x, %w1 : memref<8x12xf32>, memref<12x16xf32>) outs(%h : memref<8x16xf32>)
  %a = memref.alloc() : memref<8x16xf32>
  linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%h : memref<8x16xf32>) outs(%a : memref<8x16xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = arith.maximumf %v, %zero : f32
    linalg.yield %r : f32
  }
  %y = memref.alloc() : memref<8x6xf32>
  linalg.fill ins(%zero : f32) outs(%y : memref<8x6xf32>)
  linalg.matmul ins(%a, %w2 : memref<8x16xf32>, memref<16x6xf32>) outs(%y : memref<8x6xf32>)

  // The loss and its gradient.
  %error = memref.alloc() : memref<8x6xf32>
  linalg.sub ins(%y, %target : memref<8x6xf32>, memref<8x6xf32>) outs(%error : memref<8x6xf32>)
  %squares = memref.alloc() : memref<8x6xf32>
  linalg.mul ins(%error, %error : memref<8x6xf32>, memref<8x6xf32>) outs(%squares : memref<8x6xf32>)
  %perSample = memref.alloc() : memref<8xf32>
  linalg.fill ins(%zero : f32) outs(%perSample : memref<8xf32>)
  linalg.reduce ins(%squares : memref<8x6xf32>) outs(%perSample : memref<8xf32>) dimensions = [1]
    (%v: f32, %s: f32) {
      %sum = arith.addf %v, %s : f32
      linalg.yield %sum : f32
    }
  linalg.fill ins(%zero : f32) outs(%loss : memref<f32>)
  linalg.reduce ins(%perSample : memref<8xf32>) outs(%loss : memref<f32>) dimensions = [0]
    (%v: f32, %s: f32) {
      %sum = arith.addf %v, %s : f32
      linalg.yield %sum : f32
    }

  // Backward.
  %at = memref.alloc() : memref<16x8xf32>
  linalg.transpose ins(%a : memref<8x16xf32>) outs(%at : memref<16x8xf32>) permutation = [1, 0]
  %dw2 = memref.alloc() : memref<16x6xf32>
  linalg.fill ins(%zero : f32) outs(%dw2 : memref<16x6xf32>)
  linalg.matmul ins(%at, %error : memref<16x8xf32>, memref<8x6xf32>) outs(%dw2 : memref<16x6xf32>)
  %w2t = memref.alloc() : memref<6x16xf32>
  linalg.transpose ins(%w2 : memref<16x6xf32>) outs(%w2t : memref<6x16xf32>) permutation = [1, 0]
  %da = memref.alloc() : memref<8x16xf32>
  linalg.fill ins(%zero : f32) outs(%da : memref<8x16xf32>)
  linalg.matmul ins(%error, %w2t : memref<8x6xf32>, memref<6x16xf32>) outs(%da : memref<8x16xf32>)
  %dh = memref.alloc() : memref<8x16xf32>
  linalg.generic {indexing_maps = [#all, #all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%da, %h : memref<8x16xf32>, memref<8x16xf32>) outs(%dh : memref<8x16xf32>) {
  ^bb0(%d: f32, %v: f32, %o: f32):
    %on = arith.cmpf ogt, %v, %zero : f32
    %g = arith.select %on, %d, %zero : f32
    linalg.yield %g : f32
  }
  %xt = memref.alloc() : memref<12x8xf32>
  linalg.transpose ins(%x : memref<8x12xf32>) outs(%xt : memref<12x8xf32>) permutation = [1, 0]
  %dw1 = memref.alloc() : memref<12x16xf32>
  linalg.fill ins(%zero : f32) outs(%dw1 : memref<12x16xf32>)
  linalg.matmul ins(%xt, %dh : memref<12x8xf32>, memref<8x16xf32>) outs(%dw1 : memref<12x16xf32>)

  // Update.
  linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%dw1 : memref<12x16xf32>) outs(%w1 : memref<12x16xf32>) {
  ^bb0(%g: f32, %w: f32):
    %step = arith.mulf %g, %rate : f32
    %less = arith.subf %w, %step : f32
    linalg.yield %less : f32
  }
  linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel", "parallel"]}
      ins(%dw2 : memref<16x6xf32>) outs(%w2 : memref<16x6xf32>) {
  ^bb0(%g: f32, %w: f32):
    %step = arith.mulf %g, %rate : f32
    %less = arith.subf %w, %step : f32
    linalg.yield %less : f32
  }
  return
}
