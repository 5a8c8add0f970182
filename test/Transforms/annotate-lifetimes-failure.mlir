// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes=lifetimes=given --mlir-print-ir-after-failure -o /dev/null 2>&1 | FileCheck %s
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes --mlir-print-ir-after-failure -o /dev/null 2>&1 | FileCheck %s

// A pass that fails leaves the IR as it was.

// CHECK: error:
// CHECK: IR Dump After
// CHECK: @callee(%{{.*}}) : (memref<16xf32>) -> ()
// CHECK: memref.alloc() {idealloc.keep, idealloc.lifetime = #idealloc.lifetime<1 to 5>}

func.func @callee(%m: memref<16xf32>) {
  return
}

func.func @caller(%v: f32, %m: memref<16xf32>) {
  call @callee(%m) : (memref<16xf32>) -> ()
  %k = memref.alloc() {idealloc.keep, idealloc.lifetime = #idealloc.lifetime<1 to 5>} : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32, 1>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32, 1>)
  return
}
