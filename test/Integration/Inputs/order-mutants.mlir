// Programs of which idealloc-schedule makes another order with a bug planted.

// The broadcast of `%r` has to come before `%r` is written again: two large buffers
// live at once.
func.func @read_before_write(%x: memref<64xf32>, %sums: memref<64x64xf32>, %out: memref<64x64xf32>) {
  %zero = arith.constant 0.0 : f32
  %r = memref.alloc() : memref<64xf32>
  %a = memref.alloc() : memref<64x64xf32>
  %b = memref.alloc() : memref<64x64xf32>
  linalg.fill ins(%zero : f32) outs(%r : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%sums : memref<64x64xf32>) outs(%r : memref<64xf32>) dimensions = [1]
  linalg.broadcast ins(%x : memref<64xf32>) outs(%a : memref<64x64xf32>) dimensions = [0]
  linalg.broadcast ins(%r : memref<64xf32>) outs(%b : memref<64x64xf32>) dimensions = [0]
  linalg.generic {indexing_maps = [affine_map<(i) -> (i, i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%a : memref<64x64xf32>) outs(%r : memref<64xf32>) {
  ^bb0(%in: f32, %old: f32):
    linalg.yield %in : f32
  }
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      ins(%b, %r : memref<64x64xf32>, memref<64xf32>) outs(%out : memref<64x64xf32>) {
  ^bb0(%l: f32, %s: f32, %old: f32):
    %m = arith.addf %l, %s : f32
    linalg.yield %m : f32
  }
  return
}

// -----

// The fill may be of either buffer.
func.func @either(%x: memref<64xf32>, %out: memref<2xf32>, %c: i1) {
  %v = arith.constant 3.0 : f32
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %true = arith.constant true
  %not = arith.xori %c, %true : i1
  %s = memref.alloc() : memref<f32>
  %t = memref.alloc() : memref<f32>
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.fill ins(%v : f32) outs(%s : memref<f32>)
  linalg.fill ins(%v : f32) outs(%t : memref<f32>)
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.tanh ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  %one = arith.select %c, %a, %b : memref<64xf32>
  %other = arith.select %not, %a, %b : memref<64xf32>
  linalg.fill ins(%v : f32) outs(%one : memref<64xf32>)
  linalg.fill ins(%v : f32) outs(%other : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  %sum = memref.load %s[] : memref<f32>
  memref.store %sum, %out[%c0] : memref<2xf32>
  %last = memref.load %t[] : memref<f32>
  memref.store %last, %out[%c1] : memref<2xf32>
  return
}

// -----

// What the broadcast to `%a` reads has changed when its result is needed again.
func.func @changed(%x: memref<64xf32>, %out: memref<64x64xf32>) {
  %y = memref.alloc() : memref<64xf32>
  %a = memref.alloc() : memref<64x64xf32>
  %v = memref.alloc() : memref<64xf32>
  %p = memref.alloc() : memref<64x64xf32>
  %q = memref.alloc() : memref<64x64xf32>
  memref.copy %x, %y : memref<64xf32> to memref<64xf32>
  linalg.broadcast ins(%y : memref<64xf32>) outs(%a : memref<64x64xf32>) dimensions = [0]
  linalg.generic {indexing_maps = [affine_map<(i) -> (i, i)>, affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      ins(%a : memref<64x64xf32>) outs(%v : memref<64xf32>) {
  ^bb0(%in: f32, %old: f32):
    linalg.yield %in : f32
  }
  linalg.exp ins(%v : memref<64xf32>) outs(%y : memref<64xf32>)
  linalg.broadcast ins(%y : memref<64xf32>) outs(%p : memref<64x64xf32>) dimensions = [0]
  linalg.transpose ins(%p : memref<64x64xf32>) outs(%q : memref<64x64xf32>) permutation = [1, 0]
  linalg.add ins(%a, %q : memref<64x64xf32>, memref<64x64xf32>) outs(%out : memref<64x64xf32>)
  return
}

// -----

// The loop needs a large buffer of its own, and writes `%r`, whose broadcast has to
// come before.
func.func @in_body(%x: memref<64xf32>, %sums: memref<64x64xf32>, %out: memref<64x64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %zero = arith.constant 0.0 : f32
  %r = memref.alloc() : memref<64xf32>
  %a = memref.alloc() : memref<64x64xf32>
  linalg.fill ins(%zero : f32) outs(%r : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%sums : memref<64x64xf32>) outs(%r : memref<64xf32>) dimensions = [1]
  linalg.broadcast ins(%r : memref<64xf32>) outs(%a : memref<64x64xf32>) dimensions = [0]
  scf.for %i = %c0 to %c2 step %c1 {
    %t = memref.alloc() : memref<64x64xf32>
    linalg.broadcast ins(%x : memref<64xf32>) outs(%t : memref<64x64xf32>) dimensions = [1]
    linalg.reduce { arith.addf } ins(%t : memref<64x64xf32>) outs(%r : memref<64xf32>) dimensions = [1]
  }
  linalg.generic {indexing_maps = [affine_map<(i, j) -> (i, j)>, affine_map<(i, j) -> (i)>, affine_map<(i, j) -> (i, j)>], iterator_types = ["parallel", "parallel"]}
      ins(%a, %r : memref<64x64xf32>, memref<64xf32>) outs(%out : memref<64x64xf32>) {
  ^bb0(%l: f32, %s: f32, %old: f32):
    %m = arith.addf %l, %s : f32
    linalg.yield %m : f32
  }
  return
}
