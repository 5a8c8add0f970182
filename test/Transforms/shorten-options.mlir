// RUN: idealloc-opt %s --idealloc-shorten=memory-spaces=1 | FileCheck %s --check-prefix=SPACE
// RUN: idealloc-opt %s --idealloc-shorten=min-size=64 | FileCheck %s --check-prefix=SIZE
// RUN: not idealloc-opt %s --idealloc-shorten=memory-spaces=: 2>&1 | FileCheck %s --check-prefix=BAD
//
// What is not planned stays one allocation.

// SPACE-COUNT-3: memref.alloc()
// SPACE-NOT: memref.alloc()
// SIZE-COUNT-2: memref.alloc()
// SIZE-NOT: memref.alloc()
// BAD: error: {{.*}}memory space
func.func @two(%x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  %b = memref.alloc() : memref<8xf32, 1>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.exp ins(%a : memref<8xf32>) outs(%b : memref<8xf32, 1>)
  linalg.exp ins(%b : memref<8xf32, 1>) outs(%y : memref<8xf32>)
  linalg.exp ins(%y : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.exp ins(%a : memref<8xf32>) outs(%b : memref<8xf32, 1>)
  linalg.exp ins(%b : memref<8xf32, 1>) outs(%x : memref<8xf32>)
  return
}
