// P2 (missed reuse). One-shot-bufferize and CSE/LICM put allocs early; counting from the
// alloc op makes %a and %b overlap. Count from the first access (sound here: the first
// access is a full overwrite that dominates all reads).

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %b reuses the bytes of %a.
//
// CHECK-LABEL: func.func @p02_early_alloc(
// CHECK-SAME: bytes = 64 : i64
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 9>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 16>, idealloc.offset = 0 : i64} : memref<16xf32>
func.func @p02_early_alloc(%v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  linalg.add ins(%b, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
