// A storage that calls rule out is no finding: two functions with a plan each,
// one calling the other, cannot have one global.

// RUN: idealloc-fuzz --pipeline-options=program=false %s | FileCheck %s
// CHECK: 1 programs, 3 planned runs compared, 1 storages refused
// CHECK: 0 findings

func.func private @callee(%in: memref<16xi64>) {
  %a = memref.alloc() : memref<16xi64>
  memref.copy %in, %a : memref<16xi64> to memref<16xi64>
  memref.copy %a, %in : memref<16xi64> to memref<16xi64>
  return
}

func.func @main(%out: memref<16xi64>) {
  %a = memref.alloc() : memref<16xi64>
  memref.copy %out, %a : memref<16xi64> to memref<16xi64>
  func.call @callee(%a) {idealloc.noretain} : (memref<16xi64>) -> ()
  memref.copy %a, %out : memref<16xi64> to memref<16xi64>
  return
}
