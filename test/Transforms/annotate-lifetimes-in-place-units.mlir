// RUN: idealloc-opt %s --idealloc=shorten=false | FileCheck %s
//
// A dimension of size 1 changes no address: index 0 of it is its loop, and it may
// come or go. Both halves see it, or the plan would not verify.

#z = affine_map<(n, i, j) -> (0, i, j)>
#id = affine_map<(n, i, j) -> (n, i, j)>
#drop = affine_map<(n, i, j) -> (i, j)>
#turned = affine_map<(n, i, j) -> (0, j, i)>
#row = affine_map<(n, i, j) -> (0, i, 0)>

// CHECK-LABEL: func.func @index_zero(
// CHECK-SAME:    bytes = 1024 : i64
func.func @index_zero(%x: memref<1x16x16xf32>, %y: memref<1x16x16xf32>) {
  %a = memref.alloc() : memref<1x16x16xf32>
  %b = memref.alloc() : memref<1x16x16xf32>
  linalg.exp ins(%x : memref<1x16x16xf32>) outs(%a : memref<1x16x16xf32>)
  linalg.generic {indexing_maps = [#z, #id], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%a : memref<1x16x16xf32>) outs(%b : memref<1x16x16xf32>) { ^bb0(%p: f32, %o: f32): %r = math.tanh %p : f32 linalg.yield %r : f32 }
  linalg.exp ins(%b : memref<1x16x16xf32>) outs(%y : memref<1x16x16xf32>)
  return
}

// CHECK-LABEL: func.func @new_dimension(
// CHECK-SAME:    bytes = 1024 : i64
func.func @new_dimension(%x: memref<16x16xf32>, %y: memref<1x16x16xf32>) {
  %a = memref.alloc() : memref<16x16xf32>
  %b = memref.alloc() : memref<1x16x16xf32>
  linalg.exp ins(%x : memref<16x16xf32>) outs(%a : memref<16x16xf32>)
  linalg.generic {indexing_maps = [#drop, #id], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%a : memref<16x16xf32>) outs(%b : memref<1x16x16xf32>) { ^bb0(%p: f32, %o: f32): linalg.yield %p : f32 }
  linalg.exp ins(%b : memref<1x16x16xf32>) outs(%y : memref<1x16x16xf32>)
  return
}

// What writes all but for index 0 of a dimension of size 1 overwrites: %a has two
// values, and %b lives between them.
// CHECK-LABEL: func.func @overwritten(
// CHECK-SAME:    bytes = 1024 : i64
func.func @overwritten(%x: memref<1x16x16xf32>, %y: memref<1x16x16xf32>) {
  %a = memref.alloc() : memref<1x16x16xf32>
  %b = memref.alloc() : memref<1x16x16xf32>
  linalg.exp ins(%x : memref<1x16x16xf32>) outs(%a : memref<1x16x16xf32>)
  linalg.exp ins(%a : memref<1x16x16xf32>) outs(%y : memref<1x16x16xf32>)
  linalg.exp ins(%x : memref<1x16x16xf32>) outs(%b : memref<1x16x16xf32>)
  linalg.exp ins(%b : memref<1x16x16xf32>) outs(%y : memref<1x16x16xf32>)
  linalg.generic {indexing_maps = [#id, #z], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%x : memref<1x16x16xf32>) outs(%a : memref<1x16x16xf32>) { ^bb0(%p: f32, %o: f32): linalg.yield %p : f32 }
  linalg.exp ins(%a : memref<1x16x16xf32>) outs(%y : memref<1x16x16xf32>)
  return
}

// Not where the loops are swapped, or index 0 is one of several.
// CHECK-LABEL: func.func @swapped(
// CHECK-SAME:    bytes = 2048 : i64
func.func @swapped(%x: memref<1x16x16xf32>, %y: memref<1x16x16xf32>) {
  %a = memref.alloc() : memref<1x16x16xf32>
  %b = memref.alloc() : memref<1x16x16xf32>
  linalg.exp ins(%x : memref<1x16x16xf32>) outs(%a : memref<1x16x16xf32>)
  linalg.generic {indexing_maps = [#turned, #id], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%a : memref<1x16x16xf32>) outs(%b : memref<1x16x16xf32>) { ^bb0(%p: f32, %o: f32): linalg.yield %p : f32 }
  linalg.exp ins(%b : memref<1x16x16xf32>) outs(%y : memref<1x16x16xf32>)
  return
}

// CHECK-LABEL: func.func @broadcast(
// CHECK-SAME:    bytes = 1088 : i64
func.func @broadcast(%x: memref<1x16x1xf32>, %y: memref<1x16x16xf32>) {
  %a = memref.alloc() : memref<1x16x1xf32>
  %b = memref.alloc() : memref<1x16x16xf32>
  linalg.exp ins(%x : memref<1x16x1xf32>) outs(%a : memref<1x16x1xf32>)
  linalg.generic {indexing_maps = [#row, #id], iterator_types = ["parallel", "parallel", "parallel"]}
    ins(%a : memref<1x16x1xf32>) outs(%b : memref<1x16x16xf32>) { ^bb0(%p: f32, %o: f32): linalg.yield %p : f32 }
  linalg.exp ins(%b : memref<1x16x16xf32>) outs(%y : memref<1x16x16xf32>)
  return
}
