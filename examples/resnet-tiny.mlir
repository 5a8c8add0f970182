// A small residual CNN for 32x32 RGB images, 10 classes, on tensors: two
// residual blocks at full and at half resolution, average pooling, one dense
// layer. Weights are splats; shapes and graph are those of a real network.

#identity = affine_map<(n, h, w, c) -> (n, h, w, c)>

// max(x, 0), in place where bufferization can.
func.func private @relu32(%x: tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32> {
  %zero = arith.constant 0.0 : f32
  %y = linalg.generic {
      indexing_maps = [#identity],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      outs(%x : tensor<1x32x32x16xf32>) {
  ^bb0(%value: f32):
    %max = arith.maximumf %value, %zero : f32
    linalg.yield %max : f32
  } -> tensor<1x32x32x16xf32>
  return %y : tensor<1x32x32x16xf32>
}

func.func private @relu16(%x: tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32> {
  %zero = arith.constant 0.0 : f32
  %y = linalg.generic {
      indexing_maps = [#identity],
      iterator_types = ["parallel", "parallel", "parallel", "parallel"]}
      outs(%x : tensor<1x16x16x32xf32>) {
  ^bb0(%value: f32):
    %max = arith.maximumf %value, %zero : f32
    linalg.yield %max : f32
  } -> tensor<1x16x16x32xf32>
  return %y : tensor<1x16x16x32xf32>
}

// 3x3 convolution, padding 1, 16 to 16 channels.
func.func private @conv32(%x: tensor<1x32x32x16xf32>, %filter: tensor<3x3x16x16xf32>) -> tensor<1x32x32x16xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x32x32x16xf32> to tensor<1x34x34x16xf32>
  %empty = tensor.empty() : tensor<1x32x32x16xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%padded, %filter : tensor<1x34x34x16xf32>, tensor<3x3x16x16xf32>)
      outs(%init : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  return %y : tensor<1x32x32x16xf32>
}

// 3x3 convolution, padding 1, 32 to 32 channels.
func.func private @conv16(%x: tensor<1x16x16x32xf32>, %filter: tensor<3x3x32x32xf32>) -> tensor<1x16x16x32xf32> {
  %zero = arith.constant 0.0 : f32
  %padded = tensor.pad %x low[0, 1, 1, 0] high[0, 1, 1, 0] {
  ^bb0(%n: index, %h: index, %w: index, %c: index):
    tensor.yield %zero : f32
  } : tensor<1x16x16x32xf32> to tensor<1x18x18x32xf32>
  %empty = tensor.empty() : tensor<1x16x16x32xf32>
  %init = linalg.fill ins(%zero : f32) outs(%empty : tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32>
  %y = linalg.conv_2d_nhwc_hwcf
      ins(%padded, %filter : tensor<1x18x18x32xf32>, tensor<3x3x32x32xf32>)
      outs(%init : tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32>
  return %y : tensor<1x16x16x32xf32>
}

func.func private @block32(%x: tensor<1x32x32x16xf32>, %f0: tensor<3x3x16x16xf32>, %f1: tensor<3x3x16x16xf32>) -> tensor<1x32x32x16xf32> {
  %a = call @conv32(%x, %f0) : (tensor<1x32x32x16xf32>, tensor<3x3x16x16xf32>) -> tensor<1x32x32x16xf32>
  %b = call @relu32(%a) : (tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  %c = call @conv32(%b, %f1) : (tensor<1x32x32x16xf32>, tensor<3x3x16x16xf32>) -> tensor<1x32x32x16xf32>
  %d = linalg.add ins(%c, %x : tensor<1x32x32x16xf32>, tensor<1x32x32x16xf32>)
      outs(%c : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  %e = call @relu32(%d) : (tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  return %e : tensor<1x32x32x16xf32>
}

func.func private @block16(%x: tensor<1x16x16x32xf32>, %f0: tensor<3x3x32x32xf32>, %f1: tensor<3x3x32x32xf32>) -> tensor<1x16x16x32xf32> {
  %a = call @conv16(%x, %f0) : (tensor<1x16x16x32xf32>, tensor<3x3x32x32xf32>) -> tensor<1x16x16x32xf32>
  %b = call @relu16(%a) : (tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32>
  %c = call @conv16(%b, %f1) : (tensor<1x16x16x32xf32>, tensor<3x3x32x32xf32>) -> tensor<1x16x16x32xf32>
  %d = linalg.add ins(%c, %x : tensor<1x16x16x32xf32>, tensor<1x16x16x32xf32>)
      outs(%c : tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32>
  %e = call @relu16(%d) : (tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32>
  return %e : tensor<1x16x16x32xf32>
}

func.func @resnet_tiny(%image: tensor<1x32x32x3xf32>) -> tensor<1x10xf32> {
  %zero = arith.constant 0.0 : f32
  %stem = arith.constant dense<0.11> : tensor<1x1x3x16xf32>
  %f0 = arith.constant dense<0.021> : tensor<3x3x16x16xf32>
  %f1 = arith.constant dense<-0.013> : tensor<3x3x16x16xf32>
  %down = arith.constant dense<0.07> : tensor<2x2x16x32xf32>
  %f2 = arith.constant dense<0.017> : tensor<3x3x32x32xf32>
  %f3 = arith.constant dense<-0.009> : tensor<3x3x32x32xf32>
  %dense = arith.constant dense<0.05> : tensor<32x10xf32>

  // Stem: 1x1 convolution to 16 channels.
  %e0 = tensor.empty() : tensor<1x32x32x16xf32>
  %i0 = linalg.fill ins(%zero : f32) outs(%e0 : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  %x0 = linalg.conv_2d_nhwc_hwcf
      ins(%image, %stem : tensor<1x32x32x3xf32>, tensor<1x1x3x16xf32>)
      outs(%i0 : tensor<1x32x32x16xf32>) -> tensor<1x32x32x16xf32>
  %x1 = call @block32(%x0, %f0, %f1) : (tensor<1x32x32x16xf32>, tensor<3x3x16x16xf32>, tensor<3x3x16x16xf32>) -> tensor<1x32x32x16xf32>

  // Half the resolution, twice the channels.
  %e1 = tensor.empty() : tensor<1x16x16x32xf32>
  %i1 = linalg.fill ins(%zero : f32) outs(%e1 : tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32>
  %x2 = linalg.conv_2d_nhwc_hwcf {strides = dense<2> : tensor<2xi64>}
      ins(%x1, %down : tensor<1x32x32x16xf32>, tensor<2x2x16x32xf32>)
      outs(%i1 : tensor<1x16x16x32xf32>) -> tensor<1x16x16x32xf32>
  %x3 = call @block16(%x2, %f2, %f3) : (tensor<1x16x16x32xf32>, tensor<3x3x32x32xf32>, tensor<3x3x32x32xf32>) -> tensor<1x16x16x32xf32>

  // Global sum pooling and the classifier.
  %window = tensor.empty() : tensor<16x16xf32>
  %e2 = tensor.empty() : tensor<1x1x1x32xf32>
  %i2 = linalg.fill ins(%zero : f32) outs(%e2 : tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xf32>
  %x4 = linalg.pooling_nhwc_sum
      ins(%x3, %window : tensor<1x16x16x32xf32>, tensor<16x16xf32>)
      outs(%i2 : tensor<1x1x1x32xf32>) -> tensor<1x1x1x32xf32>
  %x5 = tensor.collapse_shape %x4 [[0, 1, 2], [3]] : tensor<1x1x1x32xf32> into tensor<1x32xf32>
  %e3 = tensor.empty() : tensor<1x10xf32>
  %i3 = linalg.fill ins(%zero : f32) outs(%e3 : tensor<1x10xf32>) -> tensor<1x10xf32>
  %y = linalg.matmul ins(%x5, %dense : tensor<1x32xf32>, tensor<32x10xf32>)
      outs(%i3 : tensor<1x10xf32>) -> tensor<1x10xf32>
  return %y : tensor<1x10xf32>
}
