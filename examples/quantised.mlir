// A small quantised network on tensors: three dense layers on int8 with int32 sums,
// scaled back to int8 by shifts, and a residual sum around the second layer. @main calls
// it on made-up numbers and prints its ten outputs for each of 16 inputs.

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

func.func private @printMemrefI32(memref<*xi32>) attributes {llvm.emit_c_interface, idealloc.noretain}

// A number from -8 to 8. Inputs and weights lie in memory space 1, the large memory.
func.func private @made_up(%i: index, %j: index) -> i8 {
  %five = arith.constant 5 : index
  %three = arith.constant 3 : index
  %seventeen = arith.constant 17 : index
  %eight = arith.constant 8 : index
  %a = arith.muli %i, %five : index
  %b = arith.muli %j, %three : index
  %c = arith.muli %i, %j : index
  %d = arith.addi %a, %b : index
  %e = arith.addi %c, %d : index
  %f = arith.remui %e, %seventeen : index
  %g = arith.subi %f, %eight : index
  %h = arith.index_cast %g : index to i8
  return %h : i8
}

func.func @main() {
  %x_far = memref.alloc() {idealloc.keep} : memref<16x256xi8, 1>
  %x = memref.memory_space_cast %x_far : memref<16x256xi8, 1> to memref<16x256xi8>
  %w0_far = memref.alloc() {idealloc.keep} : memref<256x512xi8, 1>
  %w0 = memref.memory_space_cast %w0_far : memref<256x512xi8, 1> to memref<256x512xi8>
  %w1_far = memref.alloc() {idealloc.keep} : memref<512x512xi8, 1>
  %w1 = memref.memory_space_cast %w1_far : memref<512x512xi8, 1> to memref<512x512xi8>
  %w2_far = memref.alloc() {idealloc.keep} : memref<512x10xi8, 1>
  %w2 = memref.memory_space_cast %w2_far : memref<512x10xi8, 1> to memref<512x10xi8>
  linalg.generic {indexing_maps = [#row], iterator_types = ["parallel", "parallel"]}
      outs(%x : memref<16x256xi8>) {
  ^bb0(%old: i8):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %value = func.call @made_up(%i, %j) : (index, index) -> i8
    linalg.yield %value : i8
  }
  linalg.generic {indexing_maps = [#row], iterator_types = ["parallel", "parallel"]}
      outs(%w0 : memref<256x512xi8>) {
  ^bb0(%old: i8):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %value = func.call @made_up(%i, %j) : (index, index) -> i8
    linalg.yield %value : i8
  }
  linalg.generic {indexing_maps = [#row], iterator_types = ["parallel", "parallel"]}
      outs(%w1 : memref<512x512xi8>) {
  ^bb0(%old: i8):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %value = func.call @made_up(%i, %j) : (index, index) -> i8
    linalg.yield %value : i8
  }
  linalg.generic {indexing_maps = [#row], iterator_types = ["parallel", "parallel"]}
      outs(%w2 : memref<512x10xi8>) {
  ^bb0(%old: i8):
    %i = linalg.index 0 : index
    %j = linalg.index 1 : index
    %value = func.call @made_up(%i, %j) : (index, index) -> i8
    linalg.yield %value : i8
  }
  %tx = bufferization.to_tensor %x restrict : memref<16x256xi8> to tensor<16x256xi8>
  %tw0 = bufferization.to_tensor %w0 restrict : memref<256x512xi8> to tensor<256x512xi8>
  %tw1 = bufferization.to_tensor %w1 restrict : memref<512x512xi8> to tensor<512x512xi8>
  %tw2 = bufferization.to_tensor %w2 restrict : memref<512x10xi8> to tensor<512x10xi8>
  %y = call @net(%tx, %tw0, %tw1, %tw2)
      : (tensor<16x256xi8>, tensor<256x512xi8>, tensor<512x512xi8>, tensor<512x10xi8>) -> tensor<16x10xi32>
  %buffer = bufferization.to_buffer %y : tensor<16x10xi32> to memref<16x10xi32>
  %shown = memref.cast %buffer : memref<16x10xi32> to memref<*xi32>
  call @printMemrefI32(%shown) : (memref<*xi32>) -> ()
  return
}
