// RUN: %idealloc-opt %s --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s --check-prefixes=CHECK,BEGIN
// RUN: %idealloc-opt %s --idealloc-assign-offsets=strategy=first-fit-size | FileCheck %s --check-prefixes=CHECK,SIZE
// RUN: %idealloc-opt %s --idealloc-assign-offsets='strategy=greedy seed=7 effort=0.5' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-assign-offsets='strategy=exact threads=0 time-limit=60' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-assign-offsets='strategy=boxing iterations=3 search=random trees=3 epsilon=0.5 repair=false seed=7 threads=0 time-limit=60' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-assign-offsets | FileCheck %s

// CHECK-LABEL: func.func @by_begin_or_by_size()
// CHECK-SAME:    bytes = 192 : i64
func.func @by_begin_or_by_size() {
  // BEGIN: idealloc.offset = 0 : i64}
  // SIZE:  idealloc.offset = 128 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32>
  // BEGIN: idealloc.offset = 64 : i64}
  // SIZE:  idealloc.offset = 0 : i64}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>} : memref<32xf32>
  return
}
