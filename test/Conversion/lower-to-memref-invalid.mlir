// RUN: not idealloc-opt %s --idealloc-lower-to-memref=storage=heap 2>&1 | FileCheck %s

// CHECK: for the --storage option: Cannot find option named 'heap'!
func.func @nothing() {
  return
}
