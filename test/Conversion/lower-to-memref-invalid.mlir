// RUN: not idealloc-opt %s --idealloc-lower-to-memref=storage=heap 2>&1 | FileCheck %s

// CHECK: error: unknown storage 'heap'; known: alloc, alloca, global, argument
func.func @nothing() {
  return
}
