// T27. Zero-sized and never-accessed allocs have no first or last tick: not planned, with a
// remark of their own; no crash, and no 0-byte arena.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// Only %c is planned.
//
// CHECK-LABEL: func.func @t27_zero_and_unused(
// CHECK-SAME: bytes = 4 : i64
// CHECK: memref.alloc() : memref<0x8xf32>
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>, idealloc.offset = 0 : i64} : memref<f32>
func.func @t27_zero_and_unused() {
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Kind=zero-sized,
  %a = memref.alloc() : memref<0x8xf32>
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Kind=never-accessed,
  %b = memref.alloc() : memref<16xf32>
  %c = memref.alloc() : memref<f32>
  func.call @use_0(%a) : (memref<0x8xf32>) -> ()
  func.call @use_1(%c) : (memref<f32>) -> ()
  return
}
func.func private @use_0(memref<0x8xf32>) attributes {idealloc.noretain}
func.func private @use_1(memref<f32>) attributes {idealloc.noretain}
