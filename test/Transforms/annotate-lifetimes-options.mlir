// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes | FileCheck %s --check-prefixes=CHECK,ALL
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=min-size=64 | FileCheck %s --check-prefixes=CHECK,MIN64
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=min-size=65 | FileCheck %s --check-prefix=MIN65
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes=min-size=-1 2>&1 | FileCheck %s --check-prefix=NEGATIVE
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes=lifetimes=guess 2>&1 | FileCheck %s --check-prefix=UNKNOWN

// NEGATIVE: error: min-size is negative: -1
// UNKNOWN:  for the --lifetimes option: Cannot find option named 'guess'!

// CHECK-LABEL: func.func @min_size_and_keep(
// MIN65-NOT:   idealloc.lifetime
func.func @min_size_and_keep(%v: f32, %i: index) {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32> // 0
  // ALL:   memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<15xf32>
  // MIN64: memref.alloc() : memref<15xf32>
  %b = memref.alloc() : memref<15xf32> // 1
  // CHECK: memref.alloc() {idealloc.keep} : memref<64xf32>
  %c = memref.alloc() {idealloc.keep} : memref<64xf32> // 2
  memref.store %v, %a[%i] : memref<16xf32> // 3
  memref.store %v, %b[%i] : memref<15xf32> // 4
  memref.store %v, %c[%i] : memref<64xf32> // 5
  return
}
