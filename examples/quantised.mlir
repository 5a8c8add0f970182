// A small quantised network on tensors: three dense layers on int8 with int32 sums,
// scaled back to int8 by shifts, and a residual sum around the second layer. For a
// program that calls it, see quantised-main.mlir.

#row = affine_map<(i, j) -> (i, j)>

// An int32 sum, shifted and cut to int8.
func.func private @requantise(%sum: tensor<16x512xi32>) -> tensor<16x512xi8> {
  %shift = arith.constant 7 : i32
  %low = arith.constant 0 : i32
  %high = arith.constant 127 : i32
  %empty = tensor.empty() : tensor<16x512xi8>
  %result = linalg.generic {
      indexing_maps = [#row, #row], iterator_types = ["parallel", "parallel"]}
      ins(%sum : tensor<16x512xi32>) outs(%empty : tensor<16x512xi8>) {
  ^bb0(%value: i32, %old: i8):
    %scaled = arith.shrsi %value, %shift : i32
    %above = arith.maxsi %scaled, %low : i32
    %cut = arith.minsi %above, %high : i32
    %byte = arith.trunci %cut : i32 to i8
    linalg.yield %byte : i8
  } -> tensor<16x512xi8>
  return %result : tensor<16x512xi8>
}

func.func private @add(%a: tensor<16x512xi8>, %b: tensor<16x512xi8>) -> tensor<16x512xi8> {
  %empty = tensor.empty() : tensor<16x512xi8>
  %result = linalg.generic {
      indexing_maps = [#row, #row, #row], iterator_types = ["parallel", "parallel"]}
      ins(%a, %b : tensor<16x512xi8>, tensor<16x512xi8>) outs(%empty : tensor<16x512xi8>) {
  ^bb0(%x: i8, %y: i8, %old: i8):
    %half = arith.constant 1 : i8
    %x2 = arith.shrsi %x, %half : i8
    %y2 = arith.shrsi %y, %half : i8
    %sum = arith.addi %x2, %y2 : i8
    linalg.yield %sum : i8
  } -> tensor<16x512xi8>
  return %result : tensor<16x512xi8>
}

func.func @net(%x: tensor<16x256xi8>, %w0: tensor<256x512xi8>, %w1: tensor<512x512xi8>,
               %w2: tensor<512x10xi8>) -> tensor<16x10xi32> attributes {no_inline} {
  %zero = arith.constant 0 : i32
  %sums = tensor.empty() : tensor<16x512xi32>
  %zeros = linalg.fill ins(%zero : i32) outs(%sums : tensor<16x512xi32>) -> tensor<16x512xi32>
  %s0 = linalg.matmul ins(%x, %w0 : tensor<16x256xi8>, tensor<256x512xi8>)
      outs(%zeros : tensor<16x512xi32>) -> tensor<16x512xi32>
  %h0 = func.call @requantise(%s0) : (tensor<16x512xi32>) -> tensor<16x512xi8>
  %s1 = linalg.matmul ins(%h0, %w1 : tensor<16x512xi8>, tensor<512x512xi8>)
      outs(%zeros : tensor<16x512xi32>) -> tensor<16x512xi32>
  %h1 = func.call @requantise(%s1) : (tensor<16x512xi32>) -> tensor<16x512xi8>
  %h2 = func.call @add(%h0, %h1) : (tensor<16x512xi8>, tensor<16x512xi8>) -> tensor<16x512xi8>
  %outs = tensor.empty() : tensor<16x10xi32>
  %cleared = linalg.fill ins(%zero : i32) outs(%outs : tensor<16x10xi32>) -> tensor<16x10xi32>
  %y = linalg.matmul ins(%h2, %w2 : tensor<16x512xi8>, tensor<512x10xi8>)
      outs(%cleared : tensor<16x10xi32>) -> tensor<16x10xi32>
  return %y : tensor<16x10xi32>
}

