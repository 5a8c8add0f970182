// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s

// What is returned is not planned, but its accesses keep their order where it
// serves as scratch memory before: `sqrt` overwrites what `log` has to read first.

// CHECK: Function=scratch | Before=512, {{.*}}Load=512, {{.*}}Moved=0
func.func @scratch(%x: memref<64xf32> {llvm.noalias}, %out: memref<64xf32> {llvm.noalias}) -> memref<64xf32> {
  %r = memref.alloc() : memref<64xf32>
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%r : memref<64xf32>)
  linalg.tanh ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%r : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.sqrt ins(%a : memref<64xf32>) outs(%r : memref<64xf32>)
  linalg.add ins(%b, %r : memref<64xf32>, memref<64xf32>) outs(%out : memref<64xf32>)
  return %r : memref<64xf32>
}

// CHECK: Function=no_scratch | Before=512, {{.*}}Load=256, {{.*}}Moved=1
func.func @no_scratch(%x: memref<64xf32> {llvm.noalias}, %out: memref<64xf32> {llvm.noalias}) -> memref<64xf32> {
  %r = memref.alloc() : memref<64xf32>
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.tanh ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.sqrt ins(%a : memref<64xf32>) outs(%r : memref<64xf32>)
  linalg.add ins(%b, %r : memref<64xf32>, memref<64xf32>) outs(%out : memref<64xf32>)
  return %r : memref<64xf32>
}
