// What an attribute says of a callee is not believed: @peek reads %a.

// RUN: not %idealloc-opt %s --idealloc-verify-offsets 2>&1 | FileCheck %s
// CHECK: error: overwrites bytes [0, 16) of memory space 'default', which another buffer needs later

func.func private @peek(%m: memref<4xf32>, %out: memref<4xf32>) {
  memref.copy %m, %out : memref<4xf32> to memref<4xf32>
  return
}
func.func @main(%v: f32, %out: memref<4xf32>) attributes {idealloc.arenas = [{space = 0, bytes = 16, load = 16, lower_bound = 16, status = "optimal", alignment = 16}]} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<4xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<4xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<4xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<4xf32>)
  memref.copy %b, %out : memref<4xf32> to memref<4xf32>
  func.call @peek(%a, %out) {idealloc.callee = {args = ["none", "write"], results = []}} : (memref<4xf32>, memref<4xf32>) -> ()
  return
}
