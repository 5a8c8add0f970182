// What an earlier plan says of an arena that is gone goes, too.

// RUN: %idealloc-opt %s --idealloc='lower=false shorten=false schedule=off' | FileCheck %s

// CHECK: func.func @again
// CHECK-SAME: idealloc.arenas = [{alignment = 64 : i64, bytes = 128 : i64, {{[^}]*}}}]
func.func @again(%v: f32, %y: memref<16xf32>) attributes {idealloc.arenas = [{alignment = 64 : i64, bytes = 64 : i64, load = 64 : i64, lower_bound = 64 : i64, space = 0 : i64, status = "optimal"}]} {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  memref.copy %b, %y : memref<16xf32> to memref<16xf32>
  return
}
