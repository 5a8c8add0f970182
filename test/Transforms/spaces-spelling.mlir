// RUN: %idealloc-opt %s --idealloc='lower=false memory-spaces=1 capacity=1:64' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='lower=false memory-spaces=1:i32' | FileCheck %s
// RUN: not idealloc-opt %s --idealloc='memory-spaces=1 capacity=1:32' 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: not idealloc-opt %s --idealloc 2>&1 | FileCheck %s --check-prefix=SPACES

// A space that is a number of any width is named by the number, in options as
// in messages.

// CHECK: idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1 : i32>
// CHECK: memref.alloc() : memref<16xf32, 2 : i32>
// CAPACITY: error: needs 64 bytes, capacity of memory space '1' is 32
// SPACES: error: allocations in the memory spaces '1' and '2' could be planned
func.func @aie(%v: f32, %i: index, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32, 1 : i32>
  %c = memref.alloc() : memref<16xf32, 2 : i32>
  memref.store %v, %a[%i] : memref<16xf32, 1 : i32>
  %w = memref.load %a[%i] : memref<16xf32, 1 : i32>
  memref.store %w, %c[%i] : memref<16xf32, 2 : i32>
  %u = memref.load %c[%i] : memref<16xf32, 2 : i32>
  memref.store %u, %out[%i] : memref<16xf32>
  return
}
