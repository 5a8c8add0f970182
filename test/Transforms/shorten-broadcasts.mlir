// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
// RUN: idealloc-opt %s --idealloc-shorten=views=all --split-input-file | FileCheck %s --check-prefix=ALL
//
// Who reads a broadcast reads what was broadcast, by another index map.

// Two broadcasts for one op, and a second op that reads one of them.
// CHECK-DAG:   #[[ID:.*]] = affine_map<(d0, d1) -> (d0, d1)>
// CHECK-DAG:   #[[ROW:.*]] = affine_map<(d0, d1) -> (d1)>
// CHECK-DAG:   #[[COLUMN:.*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-LABEL: func.func @two(
// CHECK-SAME:    %[[A:[a-z0-9]*]]: memref<8xf32>, %[[B:[a-z0-9]*]]: memref<4xf32>
// CHECK:         %[[R:.*]] = memref.alloc() : memref<4x8xf32>
// CHECK:         %[[S:.*]] = memref.alloc() : memref<4x8xf32>
// CHECK-NOT:     memref.alloc
// CHECK-NOT:     linalg.broadcast
// CHECK:         linalg.generic {indexing_maps = [#[[ROW]], #[[ROW]], #[[ID]]], {{.*}} ins(%[[A]], %[[A]] : {{.*}} outs(%[[S]] :
// CHECK:           arith.mulf
// CHECK:         linalg.generic {indexing_maps = [#[[ROW]], #[[COLUMN]], #[[ID]]], iterator_types = ["parallel", "parallel"]} ins(%[[A]], %[[B]] : memref<8xf32>, memref<4xf32>) outs(%[[R]] :
// CHECK:           arith.addf
func.func @two(%a: memref<8xf32>, %b: memref<4xf32>) -> (memref<4x8xf32>, memref<4x8xf32>) {
  %t = memref.alloc() : memref<4x8xf32>
  %u = memref.alloc() : memref<4x8xf32>
  %r = memref.alloc() : memref<4x8xf32>
  %s = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%a : memref<8xf32>) outs(%t : memref<4x8xf32>) dimensions = [0]
  linalg.broadcast ins(%b : memref<4xf32>) outs(%u : memref<4x8xf32>) dimensions = [1]
  linalg.add ins(%t, %u : memref<4x8xf32>, memref<4x8xf32>) outs(%r : memref<4x8xf32>)
  linalg.mul ins(%t, %t : memref<4x8xf32>, memref<4x8xf32>) outs(%s : memref<4x8xf32>)
  memref.dealloc %u : memref<4x8xf32>
  memref.dealloc %t : memref<4x8xf32>
  return %r, %s : memref<4x8xf32>, memref<4x8xf32>
}

// -----

// The bias stands in the returned buffer first. Without it, who computes the
// sum over which the result is written can write there.
// CHECK-LABEL: func.func @bias(
// CHECK-SAME:    %{{.*}}, %[[B:[a-z0-9]*]]: memref<8xf32>
// CHECK:         %[[R:.*]] = memref.alloc() : memref<8x8xf32>
// CHECK-NOT:     memref.alloc
// CHECK:         linalg.matmul {{.*}} outs(%[[R]] :
// CHECK:         linalg.generic {{.*}} ins(%[[B]], %[[R]] : memref<8xf32>, memref<8x8xf32>) outs(%[[R]] :
// CHECK:         return %[[R]]
func.func @bias(%x: memref<8x8xf32>, %w: memref<8x8xf32>, %b: memref<8xf32>, %c: f32) -> memref<8x8xf32> {
  %s = memref.alloc() : memref<8x8xf32>
  %r = memref.alloc() : memref<8x8xf32>
  linalg.fill ins(%c : f32) outs(%s : memref<8x8xf32>)
  linalg.matmul ins(%x, %w : memref<8x8xf32>, memref<8x8xf32>) outs(%s : memref<8x8xf32>)
  linalg.broadcast ins(%b : memref<8xf32>) outs(%r : memref<8x8xf32>) dimensions = [0]
  linalg.add ins(%r, %s : memref<8x8xf32>, memref<8x8xf32>) outs(%r : memref<8x8xf32>)
  return %r : memref<8x8xf32>
}

// -----

// A broadcast of a broadcast, by linalg.generic, of a column of an argument
// that nothing can write; read transposed, and in a loop.
// CHECK-DAG:   #[[MAP:.*]] = affine_map<(d0, d1, d2) -> (d2, 0)>
// CHECK-LABEL: func.func @chain(
// CHECK:         %[[V:.*]] = memref.subview
// CHECK:         scf.for
// CHECK:           linalg.generic {indexing_maps = [#[[MAP]], #{{.*}}], {{.*}} ins(%[[V]] : memref<4x1xf32, strided<[8, 1], offset: 3>>)
#to = affine_map<(i, j) -> (i, 0)>
#id = affine_map<(i, j) -> (i, j)>
#id3 = affine_map<(i, j, k) -> (i, j, k)>
#turned = affine_map<(i, j, k) -> (k, j, i)>
func.func @chain(%x: memref<4x8xf32> {llvm.noalias}, %n: index, %y: memref<2x6x4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %v = memref.subview %x[0, 3] [4, 1] [1, 1] : memref<4x8xf32> to memref<4x1xf32, strided<[8, 1], offset: 3>>
  %a = memref.alloc() : memref<4x6xf32>
  %b = memref.alloc() : memref<4x6x2xf32>
  linalg.generic {indexing_maps = [#to, #id], iterator_types = ["parallel", "parallel"]}
    ins(%v : memref<4x1xf32, strided<[8, 1], offset: 3>>) outs(%a : memref<4x6xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.broadcast ins(%a : memref<4x6xf32>) outs(%b : memref<4x6x2xf32>) dimensions = [2]
  scf.for %i = %c0 to %n step %c1 {
    linalg.generic {indexing_maps = [#turned, #id3], iterator_types = ["parallel", "parallel", "parallel"]}
      ins(%b : memref<4x6x2xf32>) outs(%y : memref<2x6x4xf32>) {
    ^bb0(%in: f32, %out: f32):
      %e = math.exp %in : f32
      linalg.yield %e : f32
    }
  }
  return
}

// -----

// A linalg.generic may reduce, as long as another operand says how far.
// CHECK-DAG:   #[[COLUMN:.*]] = affine_map<(d0, d1) -> (d0)>
// CHECK-LABEL: func.func @reduced(
// CHECK-NOT:     linalg.broadcast
// CHECK:         linalg.generic {indexing_maps = [#{{.*}}, #[[COLUMN]], #[[COLUMN]]], iterator_types = ["parallel", "reduction"]}
#id = affine_map<(i, j) -> (i, j)>
#column = affine_map<(i, j) -> (i)>
func.func @reduced(%x: memref<4x8xf32>, %b: memref<4xf32> {llvm.noalias}, %y: memref<4xf32>) {
  %t = memref.alloc() : memref<4x8xf32>
  linalg.broadcast ins(%b : memref<4xf32>) outs(%t : memref<4x8xf32>) dimensions = [1]
  linalg.generic {indexing_maps = [#id, #id, #column], iterator_types = ["parallel", "reduction"]}
    ins(%x, %t : memref<4x8xf32>, memref<4x8xf32>) outs(%y : memref<4xf32>) {
  ^bb0(%p: f32, %q: f32, %sum: f32):
    %m = arith.mulf %p, %q : f32
    %s = arith.addf %sum, %m : f32
    linalg.yield %s : f32
  }
  return
}

// -----

// With another order of dimensions, as `views` allows.
// CHECK-LABEL: func.func @turned(
// CHECK:         linalg.generic
// CHECK:         linalg.exp
// CHECK-LABEL: func.func @turned_constant(
// CHECK-NOT:     memref.alloc
// ALL-LABEL: func.func @turned(
// ALL-SAME:    %[[X:[a-z0-9]*]]: memref<2x4xf32>
// ALL-NOT:     memref.alloc
// ALL:         linalg.generic {{.*}} ins(%[[X]] : memref<2x4xf32>)
// ALL-NEXT:    ^bb0
// ALL-NEXT:      math.exp
#from = affine_map<(i, j, k) -> (k, i)>
#id = affine_map<(i, j, k) -> (i, j, k)>
memref.global "private" constant @w : memref<2x4xf32> = dense<[[1.0, 2.0, 3.0, 4.0], [5.0, 6.0, 7.0, 8.0]]>
func.func @turned(%x: memref<2x4xf32> {llvm.noalias}, %y: memref<4x8x2xf32>) {
  %t = memref.alloc() : memref<4x8x2xf32>
  linalg.generic {indexing_maps = [#from, #id], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%x : memref<2x4xf32>) outs(%t : memref<4x8x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.exp ins(%t : memref<4x8x2xf32>) outs(%y : memref<4x8x2xf32>)
  return
}
func.func @turned_constant(%y: memref<4x8x2xf32>) {
  %w = memref.get_global @w : memref<2x4xf32>
  %t = memref.alloc() : memref<4x8x2xf32>
  linalg.generic {indexing_maps = [#from, #id], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%w : memref<2x4xf32>) outs(%t : memref<4x8x2xf32>) {
  ^bb0(%in: f32, %out: f32):
    linalg.yield %in : f32
  }
  linalg.exp ins(%t : memref<4x8x2xf32>) outs(%y : memref<4x8x2xf32>)
  return
}

// -----

// What is broadcast would have died there; both together never took less.
// CHECK-LABEL: func.func @longer(
// CHECK:         %[[S:.*]] = memref.alloc() : memref<8xf32>
// CHECK:         linalg.exp {{.*}} outs(%[[S]] :
// CHECK-NOT:     linalg.broadcast
// CHECK:         linalg.generic {{.*}} ins(%{{.*}}, %[[S]] :
// CHECK:         memref.dealloc %[[S]]
func.func @longer(%x: memref<8xf32>, %y: memref<8x8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  %t = memref.alloc() : memref<8x8xf32>
  %u = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.broadcast ins(%s : memref<8xf32>) outs(%t : memref<8x8xf32>) dimensions = [0]
  linalg.add ins(%y, %t : memref<8x8xf32>, memref<8x8xf32>) outs(%u : memref<8x8xf32>)
  linalg.matmul ins(%u, %u : memref<8x8xf32>, memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  memref.dealloc %s : memref<8xf32>
  return
}

// -----

// The op writes over the broadcast: the result begins there, and no earlier.
// CHECK-LABEL: func.func @over(
// CHECK:         linalg.exp
// CHECK-NOT:     linalg.broadcast
// CHECK:         linalg.generic {{.*}} ins(%{{.*}}, %[[Y:.*]] : memref<8xf32>, memref<8x8xf32>) outs(%[[T:.*]] :
// CHECK:           arith.subf
// CHECK:         linalg.matmul ins(%[[T]], %[[T]] : {{.*}} outs(%[[Y]] :
func.func @over(%x: memref<8xf32>, %y: memref<8x8xf32>) {
  %s = memref.alloc() : memref<8xf32>
  %t = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%s : memref<8xf32>)
  linalg.broadcast ins(%s : memref<8xf32>) outs(%t : memref<8x8xf32>) dimensions = [0]
  linalg.map { arith.subf } ins(%t, %y : memref<8x8xf32>, memref<8x8xf32>) outs(%t : memref<8x8xf32>)
  linalg.matmul ins(%t, %t : memref<8x8xf32>, memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  return
}
