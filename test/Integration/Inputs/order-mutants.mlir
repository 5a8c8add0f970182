// Programs of which idealloc-schedule makes another order with a bug planted.

// `sqrt` overwrites what `log` has to read first.
func.func @read_before_write(%x: memref<64xf32>, %out: memref<64xf32>) {
  %r = memref.alloc() : memref<64xf32>
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%r : memref<64xf32>)
  linalg.tanh ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%r : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.exp ins(%a : memref<64xf32>) outs(%r : memref<64xf32>)
  linalg.add ins(%b, %r : memref<64xf32>, memref<64xf32>) outs(%out : memref<64xf32>)
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

// What `exp` reads has changed when its result is needed again.
func.func @changed(%x: memref<64xf32>, %out: memref<64x2xf32>, %sum: memref<f32>) {
  %v = arith.constant 3.0 : f32
  %y = memref.alloc() : memref<64xf32>
  %s = memref.alloc() : memref<f32>
  %a = memref.alloc() : memref<64xf32>
  %p = memref.alloc() : memref<2x64xf32>
  %q = memref.alloc() : memref<64x2xf32>
  memref.copy %x, %y : memref<64xf32> to memref<64xf32>
  linalg.fill ins(%v : f32) outs(%s : memref<f32>)
  linalg.exp ins(%y : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.fill ins(%v : f32) outs(%y : memref<64xf32>)
  linalg.broadcast ins(%y : memref<64xf32>) outs(%p : memref<2x64xf32>) dimensions = [0]
  linalg.transpose ins(%p : memref<2x64xf32>) outs(%q : memref<64x2xf32>) permutation = [1, 0]
  memref.copy %q, %out : memref<64x2xf32> to memref<64x2xf32>
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.copy ins(%y : memref<64xf32>) outs(%x : memref<64xf32>)
  memref.copy %s, %sum : memref<f32> to memref<f32>
  return
}
