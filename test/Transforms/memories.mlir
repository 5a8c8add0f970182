// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets | FileCheck %s
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets='capacity=1:703' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=FULL
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets='capacity=1:575' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=OTHERS

// A memory is described on the module. All that is in it counts: what is
// planned, globals, and what is not planned.

// CHECK: idealloc.memories = [{alignment = 16 : i64, arenas = 128 : i64, base = 4096 : i64, bytes = 704 : i64, capacity = 1024 : i64, globals = 512 : i64, load = 128 : i64, lower_bound = 128 : i64, space = 1 : i64, status = "optimal", unknown = 1 : i64, unplanned = 64 : i64}]
// FULL: error: needs 128 bytes, capacity of memory space '1' is 703 (512 bytes of it taken by globals, 64 taken by allocations that are not planned), 1 too few; at tick {{[0-9]+}} these 2 buffers are live together; the smallest capacity known to work is 704
// FULL: note: 512 bytes of 'memref.global' here
// FULL: note: 64 bytes of 'memref.alloc' '%returned' here
// OTHERS: error: globals and allocations that are not planned take 576 bytes of memory space '1', whose capacity is 575
module attributes {chip.l1 = #idealloc.memory<{space = 1, base = 4096, alignment = 16, capacity = 1024}>} {
  memref.global "private" constant @w : memref<128xf32, 1> = dense<1.0>
  func.func @net(%x: memref<16xf32, 1>, %n: index) -> (memref<16xf32, 1>, memref<?xf32, 1>) {
    %a = memref.alloc() : memref<16xf32, 1>
    %b = memref.alloc() : memref<16xf32, 1>
    %returned = memref.alloc() : memref<16xf32, 1>
    %dynamic = memref.alloc(%n) : memref<?xf32, 1>
    linalg.exp ins(%x : memref<16xf32, 1>) outs(%a : memref<16xf32, 1>)
    linalg.reduce ins(%a : memref<16xf32, 1>) outs(%b : memref<16xf32, 1>) dimensions = []
      (%p: f32, %q: f32) { %s = arith.addf %p, %q : f32
                           linalg.yield %s : f32 }
    linalg.add ins(%a, %b : memref<16xf32, 1>, memref<16xf32, 1>) outs(%returned : memref<16xf32, 1>)
    return %returned, %dynamic : memref<16xf32, 1>, memref<?xf32, 1>
  }
}
