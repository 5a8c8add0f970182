// A program that crashes is a finding like any other.

// RUN: not idealloc-fuzz %s | FileCheck %s
// CHECK: crash in stage reference
// CHECK: // signal

func.func @main(%out: memref<16xi64>) {
  %false = arith.constant false
  cf.assert %false, "stop"
  return
}
