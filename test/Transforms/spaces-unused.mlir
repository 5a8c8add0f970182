// RUN: not idealloc-opt %s --idealloc=memory-spaces=L1 2>&1 | FileCheck %s --check-prefix=SELECT
// RUN: not idealloc-opt %s --idealloc='memory-spaces=all capacity=7:100' 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: not idealloc-opt %s --idealloc='memory-spaces=all reserve=default:0-4096' 2>&1 | FileCheck %s --check-prefix=RESERVE
// RUN: idealloc-opt %s --idealloc='memory-spaces=1 storage=global' | idealloc-opt --idealloc='memory-spaces=1 capacity=1:64'
// RUN: idealloc-opt %s --idealloc='memory-spaces=1 storage=argument' | idealloc-opt --idealloc='memory-spaces=1 capacity=1:64'
// RUN: idealloc-opt %s --idealloc='memory-spaces=1 lower=false' | idealloc-opt --idealloc='memory-spaces=1 capacity=1:64'
// RUN: echo 'module {}' | idealloc-opt --idealloc='memory-spaces=1 capacity=1:64'

// A space that no allocation has is a mistake; not so where nothing is
// allocated, or an earlier run has planned all of it.

// SELECT: error: memory-spaces names memory space 'L1', which no allocation has; there are '1', '2'
// CAPACITY: error: capacity names memory space '7', which no allocation has; there are '1', '2'
// RESERVE: error: reserve names memory space 'default', which no allocation has; there are '1', '2'
func.func @f(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32, 1>
  %b = memref.alloc() : memref<16xf32, 2>
  memref.store %v, %a[%i] : memref<16xf32, 1>
  memref.store %v, %b[%i] : memref<16xf32, 2>
  return
}
