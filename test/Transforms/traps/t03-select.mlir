// T3. %a and %b stay live until the last use of %s; neither is an operand there.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// All three are disjoint.
//
// CHECK-LABEL: func.func @t03_select(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 17>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 17>, idealloc.offset = 64 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<10 to 17>, idealloc.offset = 128 : i64} : memref<16xf32>
func.func @t03_select(%c: i1, %v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  %s = arith.select %c, %a, %b : memref<16xf32>
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  linalg.add ins(%s, %t : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
