// A pin of one allocation is that of its slot; two pins must agree.

// RUN: idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-assign-offsets | FileCheck %s

// CHECK-LABEL: func.func @pinned(
// CHECK-COUNT-2: idealloc.offset = 256 : i64
func.func @pinned() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>, idealloc.slot = 0 : i64} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>, idealloc.pin = 256 : i64, idealloc.slot = 0 : i64} : memref<16xf32>
  return
}

// -----

func.func @two_pins() {
  // expected-note @below {{the other allocation is here}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>, idealloc.pin = 0 : i64, idealloc.slot = 0 : i64} : memref<16xf32>
  // expected-error @below {{is pinned at offset 256, another allocation of its slot at 0}}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>, idealloc.pin = 256 : i64, idealloc.slot = 0 : i64} : memref<16xf32>
  return
}
