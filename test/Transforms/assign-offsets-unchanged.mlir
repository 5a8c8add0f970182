// RUN: not idealloc-opt %s --idealloc-assign-offsets=capacity=default:64 --mlir-print-ir-after-failure 2>&1 | FileCheck %s

// When one function has no plan, nothing is written in any.

// CHECK:       error: needs 128 bytes, capacity of memory space 'default' is 64, 64 too few
// CHECK:       IR Dump After AssignOffsets Failed
// CHECK-NOT:   idealloc.arenas
// CHECK-NOT:   idealloc.offset = 0
// CHECK-COUNT-3: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.offset = 512 : i64}

func.func @fits() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.offset = 512} : memref<16xf32>
  return
}
func.func @does_not_fit() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.offset = 512} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.offset = 512} : memref<16xf32>
  return
}
