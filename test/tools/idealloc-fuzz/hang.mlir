// A program that hangs is a finding like any other.

// RUN: not idealloc-fuzz %s --timeout 3 | FileCheck %s
// CHECK: timeout in stage reference

func.func @main(%out: memref<16xi64>) {
  cf.br ^again
^again:
  cf.br ^again
}
