// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s

// Parts of a buffer that constant subviews show to be disjoint are written in any
// order.

// CHECK: Function=disjoint | Before=1024, {{.*}}Load=768, LowerBound=768, Moved=1, Status=optimal
func.func @disjoint(%x: memref<2x32xf32> {llvm.noalias}, %out: memref<2x64xf32>) {
  %a = memref.alloc() : memref<2x32xf32>
  %b = memref.alloc() : memref<2x32xf32>
  %all = memref.alloc() : memref<2x64xf32>
  linalg.exp ins(%x : memref<2x32xf32>) outs(%a : memref<2x32xf32>)
  linalg.log ins(%a : memref<2x32xf32>) outs(%b : memref<2x32xf32>)
  %left = memref.subview %all[0, 0] [2, 32] [1, 1] : memref<2x64xf32> to memref<2x32xf32, strided<[64, 1]>>
  memref.copy %b, %left : memref<2x32xf32> to memref<2x32xf32, strided<[64, 1]>>
  %right = memref.subview %all[0, 32] [2, 32] [1, 1] : memref<2x64xf32> to memref<2x32xf32, strided<[64, 1], offset: 32>>
  memref.copy %a, %right : memref<2x32xf32> to memref<2x32xf32, strided<[64, 1], offset: 32>>
  memref.copy %all, %out : memref<2x64xf32> to memref<2x64xf32>
  return
}

// CHECK: Function=overlapping | Before=1024, {{.*}}Load=1024, {{.*}}Moved=0
func.func @overlapping(%x: memref<2x32xf32> {llvm.noalias}, %out: memref<2x64xf32>) {
  %a = memref.alloc() : memref<2x32xf32>
  %b = memref.alloc() : memref<2x32xf32>
  %all = memref.alloc() : memref<2x64xf32>
  linalg.exp ins(%x : memref<2x32xf32>) outs(%a : memref<2x32xf32>)
  linalg.log ins(%a : memref<2x32xf32>) outs(%b : memref<2x32xf32>)
  %left = memref.subview %all[0, 0] [2, 32] [1, 1] : memref<2x64xf32> to memref<2x32xf32, strided<[64, 1]>>
  memref.copy %b, %left : memref<2x32xf32> to memref<2x32xf32, strided<[64, 1]>>
  %right = memref.subview %all[0, 31] [2, 32] [1, 1] : memref<2x64xf32> to memref<2x32xf32, strided<[64, 1], offset: 31>>
  memref.copy %a, %right : memref<2x32xf32> to memref<2x32xf32, strided<[64, 1], offset: 31>>
  memref.copy %all, %out : memref<2x64xf32> to memref<2x64xf32>
  return
}


// Another name of the memory may mean more than the part that it is made of.
// CHECK: Function=reinterpreted | Before=1024, {{.*}}Load=1024, {{.*}}Moved=0
func.func @reinterpreted(%x: memref<2x32xf32> {llvm.noalias}, %out: memref<2x64xf32>) {
  %a = memref.alloc() : memref<2x32xf32>
  %b = memref.alloc() : memref<2x32xf32>
  %all = memref.alloc() : memref<2x64xf32>
  linalg.exp ins(%x : memref<2x32xf32>) outs(%a : memref<2x32xf32>)
  linalg.log ins(%a : memref<2x32xf32>) outs(%b : memref<2x32xf32>)
  %left = memref.subview %all[0, 0] [2, 32] [1, 1] : memref<2x64xf32> to memref<2x32xf32, strided<[64, 1]>>
  %shifted = memref.reinterpret_cast %left to offset: [32], sizes: [2, 32], strides: [64, 1] : memref<2x32xf32, strided<[64, 1]>> to memref<2x32xf32, strided<[64, 1], offset: 32>>
  memref.copy %b, %shifted : memref<2x32xf32> to memref<2x32xf32, strided<[64, 1], offset: 32>>
  %right = memref.subview %all[0, 32] [2, 32] [1, 1] : memref<2x64xf32> to memref<2x32xf32, strided<[64, 1], offset: 32>>
  memref.copy %a, %right : memref<2x32xf32> to memref<2x32xf32, strided<[64, 1], offset: 32>>
  memref.copy %all, %out : memref<2x64xf32> to memref<2x64xf32>
  return
}
