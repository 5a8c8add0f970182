// RUN: idealloc-opt %s --idealloc-schedule=remat-work=30 --idealloc-verify-order | FileCheck %s
// RUN: idealloc-opt %s --idealloc-schedule=remat-work=30 --idealloc-verify-order -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=LIMIT

// What is cheap to write again need not be kept over the peak, within a limit of
// extra work, and unless what it is made of has changed.

// REMARK: Function=again | Before=1280, Clones=1, ExtraWork=64, Load=1024, LowerBound=0
// LIMIT: Function=again | Before=1280, Clones=0, ExtraWork=0, Load=1280
// CHECK-LABEL: @again
// CHECK: linalg.exp ins(%[[X:.*]] : memref<64xf32>) outs(%[[A:.*]] : memref<64xf32>)
// CHECK: linalg.reduce {{.*}}ins(%[[A]] :
// CHECK: linalg.transpose
// CHECK: %[[B:.*]] = memref.alloc() : memref<64xf32>
// CHECK: linalg.exp ins(%[[X]] : memref<64xf32>) outs(%[[B]] : memref<64xf32>)
// CHECK: linalg.reduce {{.*}}ins(%[[B]] :
func.func @again(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>, %t: memref<64x2xf32>) {
  %a = memref.alloc() : memref<64xf32>
  %p = memref.alloc() : memref<2x64xf32>
  %q = memref.alloc() : memref<64x2xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.broadcast ins(%s : memref<f32>) outs(%p : memref<2x64xf32>) dimensions = [0, 1]
  linalg.transpose ins(%p : memref<2x64xf32>) outs(%q : memref<64x2xf32>) permutation = [1, 0]
  memref.copy %q, %t : memref<64x2xf32> to memref<64x2xf32>
  linalg.reduce { arith.mulf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  return
}

// REMARK: Function=changed | Before=1280, Clones=0, ExtraWork=0, Load=1280
func.func @changed(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>, %t: memref<64x2xf32>, %v: f32) {
  %a = memref.alloc() : memref<64xf32>
  %p = memref.alloc() : memref<2x64xf32>
  %q = memref.alloc() : memref<64x2xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.fill ins(%v : f32) outs(%x : memref<64xf32>)
  linalg.broadcast ins(%x : memref<64xf32>) outs(%p : memref<2x64xf32>) dimensions = [0]
  linalg.transpose ins(%p : memref<2x64xf32>) outs(%q : memref<64x2xf32>) permutation = [1, 0]
  memref.copy %q, %t : memref<64x2xf32> to memref<64x2xf32>
  linalg.reduce { arith.mulf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  return
}
