// A memory space that no allocation has is a mistake in any option.

// RUN: not %idealloc-opt %s --idealloc=capacity=L1:65536 2>&1 | FileCheck %s --check-prefix=L1
// RUN: not %idealloc-opt %s --idealloc=memory-spaces=L1 2>&1 | FileCheck %s --check-prefix=L1
// RUN: not %idealloc-opt %s --idealloc=capacity=7:100 2>&1 | FileCheck %s --check-prefix=SEVEN
// RUN: not %idealloc-opt %s --idealloc=reserve=7:0-4096 2>&1 | FileCheck %s --check-prefix=SEVEN
// L1: error: {{capacity|memory-spaces}} names memory space 'L1', which no allocation has; there is '1'
// SEVEN: error: {{capacity|reserve}} names memory space '7', which no allocation has; there is '1'

func.func private @leaf(%v: f32, %out: memref<1024xf32, 1>) {
  %a = memref.alloc() : memref<1024xf32, 1>
  linalg.fill ins(%v : f32) outs(%a : memref<1024xf32, 1>)
  linalg.exp ins(%a : memref<1024xf32, 1>) outs(%out : memref<1024xf32, 1>)
  return
}
func.func @top(%v: f32, %out: memref<1024xf32, 1>) {
  %b = memref.alloc() : memref<1024xf32, 1>
  linalg.fill ins(%v : f32) outs(%b : memref<1024xf32, 1>)
  call @leaf(%v, %out) : (f32, memref<1024xf32, 1>) -> ()
  linalg.exp ins(%b : memref<1024xf32, 1>) outs(%out : memref<1024xf32, 1>)
  return
}
