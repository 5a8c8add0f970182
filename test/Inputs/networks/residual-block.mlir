// A residual block of a convolutional network: two padded convolutions, their
// input added to the result, a pooling. No deallocations.

#pixel = affine_map<(n, h, w, c) -> (n, h, w, c)>

func.func @residual_block(%x: memref<1x10x10x4xf32>, %k1: memref<3x3x4x4xf32>,
                          %k2: memref<3x3x4x4xf32>, %out: memref<1x5x5x4xf32>) {
  %zero = arith.constant 0.0 : f32
  %lowest = arith.constant -1.0e30 : f32

  %padded1 = memref.alloc() : memref<1x12x12x4xf32>
  linalg.fill ins(%zero : f32) outs(%padded1 : memref<1x12x12x4xf32>)
  %inside1 = memref.subview %padded1[0, 1, 1, 0] [1, 10, 10, 4] [1, 1, 1, 1]
      : memref<1x12x12x4xf32> to memref<1x10x10x4xf32, strided<[576, 48, 4, 1], offset: 52>>
  memref.copy %x, %inside1
      : memref<1x10x10x4xf32> to memref<1x10x10x4xf32, strided<[576, 48, 4, 1], offset: 52>>
  %conv1 = memref.alloc() : memref<1x10x10x4xf32>
  linalg.fill ins(%zero : f32) outs(%conv1 : memref<1x10x10x4xf32>)
  linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
      ins(%padded1, %k1 : memref<1x12x12x4xf32>, memref<3x3x4x4xf32>)
      outs(%conv1 : memref<1x10x10x4xf32>)

  %relu1 = memref.alloc() : memref<1x10x10x4xf32>
  linalg.generic {indexing_maps = [#pixel, #pixel],
                  iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      ins(%conv1 : memref<1x10x10x4xf32>) outs(%relu1 : memref<1x10x10x4xf32>) {
  ^bb0(%v: f32, %o: f32):
    %r = arith.maximumf %v, %zero : f32
    linalg.yield %r : f32
  }

  %padded2 = memref.alloc() : memref<1x12x12x4xf32>
  linalg.fill ins(%zero : f32) outs(%padded2 : memref<1x12x12x4xf32>)
  %inside2 = memref.subview %padded2[0, 1, 1, 0] [1, 10, 10, 4] [1, 1, 1, 1]
      : memref<1x12x12x4xf32> to memref<1x10x10x4xf32, strided<[576, 48, 4, 1], offset: 52>>
  memref.copy %relu1, %inside2
      : memref<1x10x10x4xf32> to memref<1x10x10x4xf32, strided<[576, 48, 4, 1], offset: 52>>
  %conv2 = memref.alloc() : memref<1x10x10x4xf32>
  linalg.fill ins(%zero : f32) outs(%conv2 : memref<1x10x10x4xf32>)
  linalg.conv_2d_nhwc_hwcf {dilations = dense<1> : tensor<2xi64>, strides = dense<1> : tensor<2xi64>}
      ins(%padded2, %k2 : memref<1x12x12x4xf32>, memref<3x3x4x4xf32>)
      outs(%conv2 : memref<1x10x10x4xf32>)

  %sum = memref.alloc() : memref<1x10x10x4xf32>
  linalg.add ins(%conv2, %x : memref<1x10x10x4xf32>, memref<1x10x10x4xf32>)
      outs(%sum : memref<1x10x10x4xf32>)
  %window = memref.alloc() : memref<2x2xf32>
  linalg.fill ins(%zero : f32) outs(%window : memref<2x2xf32>)
  linalg.fill ins(%lowest : f32) outs(%out : memref<1x5x5x4xf32>)
  linalg.pooling_nhwc_max {dilations = dense<1> : tensor<2xi64>, strides = dense<2> : tensor<2xi64>}
      ins(%sum, %window : memref<1x10x10x4xf32>, memref<2x2xf32>)
      outs(%out : memref<1x5x5x4xf32>)
  return
}
