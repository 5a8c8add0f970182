// T6. "Lifetime starts at the first write" (gen) is only valid for a write that
// dominates every read and overwrites the whole buffer. Here the first write in
// program order is conditional / in a maybe-zero-trip loop / partial.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a lives from its first partial write to its conditional read, so %b must not share with it.
//
// CHECK-LABEL: func.func @t06_cond_first_write(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 27>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 16>, idealloc.offset = 64 : i64} : memref<16xf32>
func.func @t06_cond_first_write(%c: i1, %n: index, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16xf32>
  %lo = memref.subview %a[0] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1]>>
  %hi = memref.subview %a[8] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 8>>
  linalg.fill ins(%v : f32) outs(%lo : memref<8xf32, strided<[1]>>)
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  linalg.add ins(%b, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  scf.for %i = %c0 to %n step %c1 {
    linalg.fill ins(%v : f32) outs(%hi : memref<8xf32, strided<[1], offset: 8>>)
  }
  scf.if %c {
    linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  }
  return
}
