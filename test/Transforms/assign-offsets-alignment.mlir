// RUN: %idealloc-opt %s --idealloc-assign-offsets='strategy=first-fit-begin alignment=1' | FileCheck %s --check-prefixes=CHECK,A1
// RUN: %idealloc-opt %s --idealloc-assign-offsets='strategy=first-fit-begin alignment=256' | FileCheck %s --check-prefixes=CHECK,A256

// The largest of option, attribute and element alignment counts, and the arena
// is aligned to the largest of all buffers.
//
// CHECK-LABEL: func.func @alignments()
// A1-SAME:       alignment = 128 : i64, bytes = 256 : i64, load = 195 : i64
// A256-SAME:     alignment = 256 : i64
func.func @alignments() {
  // CHECK: idealloc.offset = 0 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<3xi8>
  // A1:    idealloc.offset = 4 : i64}
  // A256:  idealloc.offset = 256 : i64}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>} : memref<8xf32>
  // A1:    idealloc.offset = 128 : i64}
  // A256:  idealloc.offset = 512 : i64}
  %c = memref.alloc() {alignment = 128 : i64, idealloc.lifetime = #idealloc.lifetime<2 to 9>} : memref<32xf32>
  // A1:    idealloc.offset = 48 : i64}
  // A256:  idealloc.offset = 768 : i64}
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9>} : memref<2xvector<4xf32>>
  return
}
