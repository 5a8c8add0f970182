// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order | FileCheck %s
// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=REMARK

// Bodies are ordered first; what they need counts for the op around them. What a
// body yields is what it was.

// REMARK: Function=loop | Before=512, {{.*}}Load=256, LowerBound=256, Moved=1, Status=optimal
// CHECK-LABEL: @loop
// CHECK: scf.for
// CHECK: linalg.exp
// CHECK: linalg.reduce
// CHECK: linalg.log
// CHECK: linalg.reduce
// CHECK: %[[R:.*]] = memref.load
// CHECK: scf.yield %[[R]] : f32
func.func @loop(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>, %n: index, %v: f32) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%before = %v) -> f32 {
    %a = memref.alloc() : memref<64xf32>
    %b = memref.alloc() : memref<64xf32>
    linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
    linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
    linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
    linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
    %last = memref.load %s[] : memref<f32>
    scf.yield %last : f32
  }
  return %r : f32
}

// REMARK: Function=branches | Before=1024, {{.*}}Load=768, LowerBound=768, {{.*}}Status=optimal
// CHECK-LABEL: @branches
// CHECK: scf.if
// CHECK: linalg.exp
// CHECK: linalg.reduce
// CHECK: linalg.log
// CHECK: linalg.reduce
// CHECK: } else {
func.func @branches(%x: memref<64xf32> {llvm.noalias}, %y: memref<128xf32>, %s: memref<f32>, %c: i1) {
  %z = memref.alloc() : memref<128xf32>
  linalg.exp ins(%y : memref<128xf32>) outs(%z : memref<128xf32>)
  scf.if %c {
    %a = memref.alloc() : memref<64xf32>
    %b = memref.alloc() : memref<64xf32>
    linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
    linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
    linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
    linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  } else {
    %a = memref.alloc() : memref<32xf32>
    memref.copy %a, %a : memref<32xf32> to memref<32xf32>
  }
  memref.copy %z, %y : memref<128xf32> to memref<128xf32>
  return
}
