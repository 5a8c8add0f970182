// RUN: %idealloc-opt %s --idealloc="lower=false shorten=false schedule=off" | FileCheck %s

// Of what an earlier plan said of a space, nothing counts any more.

// CHECK-LABEL: func.func @too_small
// CHECK: idealloc.arena {alignment = 64 : i64} : memref<128xi8>
func.func @too_small(%v: f32, %y: memref<16xf32>) attributes {idealloc.arenas = [{alignment = 64 : i64, bytes = 64 : i64, load = 64 : i64, lower_bound = 64 : i64, space = 0 : i64, status = "optimal"}]} {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}

// CHECK-LABEL: func.func @too_little_aligned
// CHECK: idealloc.arena {alignment = 64 : i64} : memref<128xi8>
func.func @too_little_aligned(%v: f32, %y: memref<16xf32>) attributes {idealloc.arenas = [{alignment = 1 : i64, bytes = 4096 : i64, load = 64 : i64, lower_bound = 64 : i64, space = 0 : i64, status = "optimal"}]} {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}
