// A memory space whose only buffer is erased as dead, or becomes an argument, is
// still one of the program: options may name it.

// RUN: %idealloc-opt %s --idealloc=memory-spaces=1 -o /dev/null
// RUN: %idealloc-opt %s --idealloc='memory-spaces=all capacity=1:64' -o /dev/null
// RUN: %idealloc-opt %s --idealloc='memory-spaces=all capacity=2:64 results=out-params' -o /dev/null
// RUN: %idealloc-opt %s --idealloc='memory-spaces=all reserve=1:0-64' -o /dev/null
// RUN: %idealloc-opt %s --idealloc-shorten --canonicalize --idealloc-annotate-lifetimes=memory-spaces=1 -o /dev/null
// RUN: not %idealloc-opt %s --idealloc-shorten=memory-spaces=3 2>&1 | FileCheck %s
// RUN: not %idealloc-opt %s --idealloc-schedule=memory-spaces=3 2>&1 | FileCheck %s
// RUN: not %idealloc-opt %s --idealloc-make-static=memory-spaces=3 2>&1 | FileCheck %s
// RUN: not %idealloc-opt %s --idealloc-shorten --idealloc-annotate-lifetimes=memory-spaces=3 2>&1 | FileCheck %s
// CHECK: error: memory-spaces names memory space '3', which no allocation has; there are '1', 'default', '2'

func.func @dead(%v: f32, %x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32, 1>
  linalg.fill ins(%v : f32) outs(%a : memref<8xf32, 1>)
  %r = call @returned(%v) : (f32) -> memref<8xf32, 2>
  %b = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
  linalg.exp ins(%b : memref<8xf32>) outs(%y : memref<8xf32>)
  return
}
func.func private @returned(%v: f32) -> memref<8xf32, 2> {
  %a = memref.alloc() : memref<8xf32, 2>
  linalg.fill ins(%v : f32) outs(%a : memref<8xf32, 2>)
  return %a : memref<8xf32, 2>
}
