// RUN: idealloc-opt %s --idealloc-schedule --idealloc-verify-order -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s

// An argument that is written may be one that is read: only what can be no other
// memory is passed.

// CHECK: Function=may_alias | Before=512, {{.*}}Load=512, {{.*}}Moved=0
func.func @may_alias(%x: memref<64xf32>, %s: memref<f32>, %t: memref<f32>) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  return
}

// CHECK: Function=no_alias | Before=512, {{.*}}Load=256, LowerBound=256, Moved=1, Status=optimal
func.func @no_alias(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>, %t: memref<f32>) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  return
}

memref.global "private" @variable : memref<64xf32>
memref.global "private" constant @constant : memref<64xf32> = dense<1.0>

// CHECK: Function=global_variable | Before=512, {{.*}}Moved=0
func.func @global_variable(%s: memref<f32>, %t: memref<f32>) {
  %x = memref.get_global @variable : memref<64xf32>
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  return
}

// CHECK: Function=global_constant | Before=512, {{.*}}Load=256, {{.*}}Moved=1
func.func @global_constant(%s: memref<f32>, %t: memref<f32>) {
  %x = memref.get_global @constant : memref<64xf32>
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%t : memref<f32>) dimensions = [0]
  return
}
