// All rewrites of idealloc-shorten in one program, and what must stop them: a
// write to what was copied, filled or read, a loop, a part that is needed for
// something else.

#id = affine_map<(i, j) -> (i, j)>
memref.global "private" constant @w : memref<4x6xf32> = dense<[
  [0.5, -1.0, 2.0, 0.25, 3.0, -0.5], [1.5, 0.125, -2.0, 4.0, 0.75, 1.0],
  [-0.25, 2.5, 1.0, -3.0, 0.5, 0.5], [2.0, -0.75, 0.5, 1.25, -1.5, 2.25]]>

func.func @all(%x: memref<6x6xf32>, %y: memref<6x6xf32>, %z: memref<6x6xf32>, %p: memref<6x6xf32>, %q: memref<6x6xf32>, %r: memref<6x6xf32>) {
  %keep = memref.alloc() : memref<6x6xf32>
  call @fills(%x, %y) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  call @lives(%x, %z) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  call @copies(%x, %p) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  call @constants(%x, %q) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  linalg.add ins(%p, %q : memref<6x6xf32>, memref<6x6xf32>) outs(%keep : memref<6x6xf32>)
  call @parts(%keep, %r) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  %s = call @results(%x) : (memref<6x6xf32>) -> memref<6x6xf32>
  linalg.add ins(%s, %r : memref<6x6xf32>, memref<6x6xf32>) outs(%r : memref<6x6xf32>)
  memref.dealloc %s : memref<6x6xf32>
  %t = call @used_later(%r, %y) : (memref<6x6xf32>, memref<6x6xf32>) -> memref<6x6xf32>
  linalg.add ins(%t, %r : memref<6x6xf32>, memref<6x6xf32>) outs(%r : memref<6x6xf32>)
  memref.dealloc %t : memref<6x6xf32>
  call @refilled(%r, %x) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  call @written_between(%x, %p) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  call @meeting(%p, %q) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  call @broadcasts(%x, %z) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  call @broadcast_again(%q, %p) : (memref<6x6xf32>, memref<6x6xf32>) -> ()
  return
}

// Rows and columns; one is read transposed, and one written over and read again.
// What was broadcast lives on.
func.func private @broadcasts(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %f = arith.constant 0.0 : f32
  %row = memref.alloc() : memref<6xf32>
  %a = memref.alloc() : memref<6x6xf32>
  %b = memref.alloc() : memref<6x6xf32>
  %c = memref.alloc() : memref<6x6xf32>
  %d = memref.alloc() : memref<6x6xf32>
  %e = memref.alloc() : memref<6x6xf32>
  linalg.fill ins(%f : f32) outs(%row : memref<6xf32>)
  linalg.reduce { arith.addf } ins(%x : memref<6x6xf32>) outs(%row : memref<6xf32>) dimensions = [0]
  linalg.broadcast ins(%row : memref<6xf32>) outs(%b : memref<6x6xf32>) dimensions = [1]
  linalg.sub ins(%x, %b : memref<6x6xf32>, memref<6x6xf32>) outs(%c : memref<6x6xf32>)
  linalg.transpose ins(%b : memref<6x6xf32>) outs(%d : memref<6x6xf32>) permutation = [1, 0]
  linalg.broadcast ins(%row : memref<6xf32>) outs(%a : memref<6x6xf32>) dimensions = [0]
  linalg.add ins(%x, %a : memref<6x6xf32>, memref<6x6xf32>) outs(%a : memref<6x6xf32>)
  linalg.mul ins(%a, %c : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  linalg.broadcast ins(%row : memref<6xf32>) outs(%e : memref<6x6xf32>) dimensions = [0]
  linalg.matmul ins(%e, %d : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  return
}

// What was broadcast changes before it is read again.
func.func private @broadcast_again(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %f = arith.constant 0.0 : f32
  %row = memref.alloc() : memref<6xf32>
  %a = memref.alloc() : memref<6x6xf32>
  linalg.fill ins(%f : f32) outs(%row : memref<6xf32>)
  linalg.reduce { arith.addf } ins(%x : memref<6x6xf32>) outs(%row : memref<6xf32>) dimensions = [0]
  linalg.broadcast ins(%row : memref<6xf32>) outs(%a : memref<6x6xf32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%a : memref<6x6xf32>) outs(%row : memref<6xf32>) dimensions = [1]
  linalg.mul ins(%x, %a : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  linalg.broadcast ins(%row : memref<6xf32>) outs(%a : memref<6x6xf32>) dimensions = [1]
  linalg.add ins(%a, %y : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  return
}

// The second iteration copies what the first has written.
func.func private @refilled(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %f = arith.constant 0.5 : f32
  %z = memref.alloc() : memref<6x6xf32>
  linalg.fill ins(%f : f32) outs(%z : memref<6x6xf32>)
  scf.for %i = %c0 to %c3 step %c1 {
    %a = memref.alloc() : memref<6x6xf32>
    memref.copy %z, %a : memref<6x6xf32> to memref<6x6xf32>
    linalg.matmul ins(%x, %y : memref<6x6xf32>, memref<6x6xf32>) outs(%a : memref<6x6xf32>)
    linalg.add ins(%z, %a : memref<6x6xf32>, memref<6x6xf32>) outs(%z : memref<6x6xf32>)
  }
  memref.copy %z, %y : memref<6x6xf32> to memref<6x6xf32>
  return
}

// What is read for `%a` has changed when that is needed.
func.func private @written_between(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %a = memref.alloc() : memref<6x6xf32>
  %b = memref.alloc() : memref<6x6xf32>
  linalg.add ins(%x, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%b : memref<6x6xf32>)
  linalg.negf ins(%b : memref<6x6xf32>) outs(%a : memref<6x6xf32>)
  linalg.matmul ins(%x, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%b : memref<6x6xf32>)
  linalg.mul ins(%a, %b : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  return
}

// The part is read before `%s` is copied to it.
func.func private @meeting(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %c1 = arith.constant 1.0 : f32
  %p = memref.alloc() : memref<6x6xf32>
  %s = memref.alloc() : memref<2x6xf32>
  linalg.fill ins(%c1 : f32) outs(%p : memref<6x6xf32>)
  %x0 = memref.subview %x[0, 0] [2, 6] [1, 1] : memref<6x6xf32> to memref<2x6xf32, strided<[6, 1]>>
  linalg.negf ins(%x0 : memref<2x6xf32, strided<[6, 1]>>) outs(%s : memref<2x6xf32>)
  %p0 = memref.subview %p[1, 0] [2, 6] [1, 1] : memref<6x6xf32> to memref<2x6xf32, strided<[6, 1], offset: 6>>
  %y0 = memref.subview %y[0, 0] [2, 6] [1, 1] : memref<6x6xf32> to memref<2x6xf32, strided<[6, 1]>>
  linalg.add ins(%p0, %x0 : memref<2x6xf32, strided<[6, 1], offset: 6>>, memref<2x6xf32, strided<[6, 1]>>) outs(%y0 : memref<2x6xf32, strided<[6, 1]>>)
  %p1 = memref.subview %p[2, 0] [2, 6] [1, 1] : memref<6x6xf32> to memref<2x6xf32, strided<[6, 1], offset: 12>>
  memref.copy %s, %p1 : memref<2x6xf32> to memref<2x6xf32, strided<[6, 1], offset: 12>>
  linalg.mul ins(%p, %y : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  return
}

func.func private @used_later(%x: memref<6x6xf32>, %y: memref<6x6xf32>) -> memref<6x6xf32> {
  %s = memref.alloc() : memref<6x6xf32>
  linalg.add ins(%x, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%s : memref<6x6xf32>)
  %r = memref.alloc() : memref<6x6xf32>
  linalg.add ins(%s, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%r : memref<6x6xf32>)
  linalg.matmul ins(%s, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  return %r : memref<6x6xf32>
}

func.func private @results(%x: memref<6x6xf32>) -> memref<6x6xf32> {
  %s = memref.alloc() : memref<6x6xf32>
  %v = memref.collapse_shape %s [[0, 1]] : memref<6x6xf32> into memref<36xf32>
  %t = memref.alloc() : memref<6x6xf32>
  linalg.add ins(%x, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%t : memref<6x6xf32>)
  linalg.mul ins(%t, %t : memref<6x6xf32>, memref<6x6xf32>) outs(%s : memref<6x6xf32>)
  linalg.matmul ins(%x, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%s : memref<6x6xf32>)
  linalg.add ins(%v, %v : memref<36xf32>, memref<36xf32>) outs(%v : memref<36xf32>)
  %r = memref.alloc() : memref<6x6xf32>
  linalg.sub ins(%s, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%r : memref<6x6xf32>)
  return %r : memref<6x6xf32>
}

func.func private @fills(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %c0 = arith.constant 0.0 : f32
  %z = memref.alloc() : memref<6x6xf32>
  %a = memref.alloc() : memref<6x6xf32>
  %b = memref.alloc() : memref<6x6xf32>
  linalg.fill ins(%c0 : f32) outs(%z : memref<6x6xf32>)
  memref.copy %z, %a : memref<6x6xf32> to memref<6x6xf32>
  linalg.matmul ins(%x, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%a : memref<6x6xf32>)
  memref.copy %z, %b : memref<6x6xf32> to memref<6x6xf32>
  linalg.matmul ins(%a, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%b : memref<6x6xf32>)
  linalg.matmul ins(%b, %a : memref<6x6xf32>, memref<6x6xf32>) outs(%z : memref<6x6xf32>)
  memref.copy %z, %y : memref<6x6xf32> to memref<6x6xf32>
  return
}

func.func private @lives(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %a = memref.alloc() : memref<6x6xf32>
  %v = memref.collapse_shape %a [[0, 1]] : memref<6x6xf32> into memref<36xf32>
  linalg.negf ins(%x : memref<6x6xf32>) outs(%a : memref<6x6xf32>)
  scf.for %i = %c0 to %c3 step %c1 {
    %t = memref.alloc() : memref<6x6xf32>
    linalg.add ins(%a, %y : memref<6x6xf32>, memref<6x6xf32>) outs(%t : memref<6x6xf32>)
    linalg.transpose ins(%t : memref<6x6xf32>) outs(%y : memref<6x6xf32>) permutation = [1, 0]
    linalg.negf ins(%y : memref<6x6xf32>) outs(%t : memref<6x6xf32>)
    %f = memref.load %t[%i, %c1] : memref<6x6xf32>
    memref.store %f, %a[%c1, %i] : memref<6x6xf32>
  }
  linalg.add ins(%x, %y : memref<6x6xf32>, memref<6x6xf32>) outs(%a : memref<6x6xf32>)
  %g = memref.load %v[%c3] : memref<36xf32>
  memref.store %g, %y[%c0, %c3] : memref<6x6xf32>
  linalg.add ins(%a, %y : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  return
}

func.func private @copies(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %c1 = arith.constant 1 : index
  %f = arith.constant 7.5 : f32
  %a = memref.alloc() : memref<6x6xf32>
  %b = memref.alloc() : memref<6x6xf32>
  %s = memref.alloc() : memref<3x6xf32>
  %t = memref.alloc() : memref<6x6xf32>
  %u = memref.alloc() : memref<6x6xf32>
  linalg.add ins(%x, %y : memref<6x6xf32>, memref<6x6xf32>) outs(%a : memref<6x6xf32>)
  memref.copy %a, %b : memref<6x6xf32> to memref<6x6xf32>
  linalg.transpose ins(%a : memref<6x6xf32>) outs(%t : memref<6x6xf32>) permutation = [1, 0]
  %v = memref.subview %a[3, 0] [3, 6] [1, 1] : memref<6x6xf32> to memref<3x6xf32, strided<[6, 1], offset: 18>>
  memref.copy %v, %s : memref<3x6xf32, strided<[6, 1], offset: 18>> to memref<3x6xf32>
  memref.copy %y, %u : memref<6x6xf32> to memref<6x6xf32>
  %w = memref.subview %y[0, 0] [3, 6] [1, 1] : memref<6x6xf32> to memref<3x6xf32, strided<[6, 1]>>
  linalg.mul ins(%s, %s : memref<3x6xf32>, memref<3x6xf32>) outs(%w : memref<3x6xf32, strided<[6, 1]>>)
  linalg.matmul ins(%b, %t : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  memref.store %f, %a[%c1, %c1] : memref<6x6xf32>
  linalg.matmul ins(%b, %a : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  linalg.add ins(%u, %y : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  return
}

func.func private @constants(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %w = memref.get_global @w : memref<4x6xf32>
  %t = memref.alloc() : memref<6x4xf32>
  linalg.transpose ins(%w : memref<4x6xf32>) outs(%t : memref<6x4xf32>) permutation = [1, 0]
  linalg.matmul ins(%t, %w : memref<6x4xf32>, memref<4x6xf32>) outs(%y : memref<6x6xf32>)
  return
}

func.func private @parts(%x: memref<6x6xf32>, %y: memref<6x6xf32>) {
  %c1 = arith.constant 1.0 : f32
  %a = memref.alloc() : memref<2x6xf32>
  %b = memref.alloc() : memref<2x6xf32>
  %c = memref.alloc() : memref<2x6xf32>
  %p = memref.alloc() : memref<6x6xf32>
  %q = memref.alloc() : memref<2x6xf32>
  %x0 = memref.subview %x[0, 0] [2, 6] [1, 1] : memref<6x6xf32> to memref<2x6xf32, strided<[6, 1]>>
  %x1 = memref.subview %x[2, 0] [2, 6] [1, 1] : memref<6x6xf32> to memref<2x6xf32, strided<[6, 1], offset: 12>>
  linalg.add ins(%x0, %x1 : memref<2x6xf32, strided<[6, 1]>>, memref<2x6xf32, strided<[6, 1], offset: 12>>) outs(%a : memref<2x6xf32>)
  linalg.negf ins(%a : memref<2x6xf32>) outs(%b : memref<2x6xf32>)
  linalg.mul ins(%x0, %x0 : memref<2x6xf32, strided<[6, 1]>>, memref<2x6xf32, strided<[6, 1]>>) outs(%c : memref<2x6xf32>)
  linalg.fill ins(%c1 : f32) outs(%p : memref<6x6xf32>)
  %p0 = memref.subview %p[1, 0] [2, 6] [1, 1] : memref<6x6xf32> to memref<2x6xf32, strided<[6, 1], offset: 6>>
  memref.copy %b, %p0 : memref<2x6xf32> to memref<2x6xf32, strided<[6, 1], offset: 6>>
  %p1 = memref.subview %p[3, 0] [2, 6] [1, 1] : memref<6x6xf32> to memref<2x6xf32, strided<[6, 1], offset: 18>>
  memref.copy %c, %p1 : memref<2x6xf32> to memref<2x6xf32, strided<[6, 1], offset: 18>>
  linalg.add ins(%p0, %p1 : memref<2x6xf32, strided<[6, 1], offset: 6>>, memref<2x6xf32, strided<[6, 1], offset: 18>>) outs(%q : memref<2x6xf32>)
  memref.copy %q, %p0 : memref<2x6xf32> to memref<2x6xf32, strided<[6, 1], offset: 6>>
  linalg.add ins(%p, %x : memref<6x6xf32>, memref<6x6xf32>) outs(%y : memref<6x6xf32>)
  return
}
