// T35. In-place safety means "same base or fully disjoint". The op is elementwise, so %x
// may share %y's slot exactly; but an interval solver that only knows "%x dies as %y is
// born" may also place them half over each other. Here %y = %x + 4 bytes: the loop reads
// elements that it has already overwritten.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets='alignment=4 strategy=first-fit-begin' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=alignment=4 -o /dev/null

// The views of a buffer that is not ours are left alone.
//
// CHECK-LABEL: func.func @t35_inplace_shifted(
// CHECK-NOT:     idealloc
// CHECK:         return
func.func @t35_inplace_shifted(%arena: memref<64xi8>, %k: i32) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %x = memref.view %arena[%c0][] : memref<64xi8> to memref<4xi32>
  linalg.fill ins(%k : i32) outs(%x : memref<4xi32>)
  %y = memref.view %arena[%c4][] : memref<64xi8> to memref<4xi32>
  linalg.add ins(%x, %x : memref<4xi32>, memref<4xi32>) outs(%y : memref<4xi32>)
  return
}

// %x and %y overlap at the op that reads one and writes the other: disjoint.
//
// CHECK-LABEL: func.func @t35_planned(
// CHECK:         memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 10>, idealloc.offset = 0 : i64} : memref<4xi32>
// CHECK:         memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 11>, idealloc.offset = 16 : i64} : memref<5xi32>
func.func @t35_planned(%k: i32, %out: memref<4xi32>) {
  %x = memref.alloc() : memref<4xi32>
  %y = memref.alloc() : memref<5xi32>
  linalg.fill ins(%k : i32) outs(%x : memref<4xi32>)
  %low = memref.subview %y[0] [4] [1] : memref<5xi32> to memref<4xi32, strided<[1]>>
  linalg.add ins(%x, %x : memref<4xi32>, memref<4xi32>) outs(%low : memref<4xi32, strided<[1]>>)
  memref.copy %low, %out : memref<4xi32, strided<[1]>> to memref<4xi32>
  return
}
