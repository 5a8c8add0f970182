// RUN: %idealloc-opt %s --idealloc='lower=false memory-spaces=all' | FileCheck %s
// RUN: idealloc-opt %s --idealloc='memory-spaces=all' -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=REMARK

// A descriptor of XeGPU stands for its memref: what is loaded and stored
// through it, moved and carried around a loop or not, is the buffer.

// %b may have the bytes of %a behind the last load.
//
// CHECK-LABEL: func.func @blocks(
// CHECK: memref<1024xi8>
// CHECK: idealloc.slice %{{.*}}[0] slot 0
// CHECK: idealloc.slice %{{.*}}[0] slot 1
func.func @blocks(%x: memref<16x16xf32>, %y: memref<16x16xf32>) {
  %a = memref.alloc() : memref<16x16xf32>
  memref.copy %x, %a : memref<16x16xf32> to memref<16x16xf32>
  %s = xegpu.create_nd_tdesc %a : memref<16x16xf32> -> !xegpu.tensor_desc<8x16xf32>
  %u = xegpu.load_nd %s[0, 0] : !xegpu.tensor_desc<8x16xf32> -> vector<8x16xf32>
  %v = xegpu.load_nd %s[8, 0] : !xegpu.tensor_desc<8x16xf32> -> vector<8x16xf32>
  %b = memref.alloc() : memref<16x16xf32>
  %t = xegpu.create_nd_tdesc %b : memref<16x16xf32> -> !xegpu.tensor_desc<8x16xf32>
  xegpu.store_nd %u, %t[0, 0] : vector<8x16xf32>, !xegpu.tensor_desc<8x16xf32>
  xegpu.store_nd %v, %t[8, 0] : vector<8x16xf32>, !xegpu.tensor_desc<8x16xf32>
  memref.copy %b, %y : memref<16x16xf32> to memref<16x16xf32>
  return
}

// Read in the loop through a descriptor that the loop carries: %b is written
// while %a is still needed.
//
// CHECK-LABEL: func.func @carried(
// CHECK: memref<2048xi8>
func.func @carried(%x: memref<16x16xf32>, %y: memref<16x16xf32>, %n: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<16x16xf32>
  %b = memref.alloc() : memref<16x16xf32>
  memref.copy %x, %a : memref<16x16xf32> to memref<16x16xf32>
  %s = xegpu.create_nd_tdesc %a : memref<16x16xf32> -> !xegpu.tensor_desc<8x16xf32>
  %t = xegpu.create_nd_tdesc %b : memref<16x16xf32> -> !xegpu.tensor_desc<8x16xf32>
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%d = %s) -> (!xegpu.tensor_desc<8x16xf32>) {
    %u = xegpu.load_nd %d[0, 0] : !xegpu.tensor_desc<8x16xf32> -> vector<8x16xf32>
    xegpu.store_nd %u, %t[0, 0] : vector<8x16xf32>, !xegpu.tensor_desc<8x16xf32>
    scf.yield %d : !xegpu.tensor_desc<8x16xf32>
  }
  memref.copy %b, %y : memref<16x16xf32> to memref<16x16xf32>
  return
}

// What becomes of a descriptor elsewhere is not known.
//
// REMARK: Function=handed_on{{.*}}Kind=escapes
// CHECK-LABEL: func.func @handed_on(
// CHECK: memref.alloc
func.func private @consume(!xegpu.tensor_desc<8x16xf32>)
func.func @handed_on(%x: memref<16x16xf32>) {
  %a = memref.alloc() : memref<16x16xf32>
  memref.copy %x, %a : memref<16x16xf32> to memref<16x16xf32>
  %s = xegpu.create_nd_tdesc %a : memref<16x16xf32> -> !xegpu.tensor_desc<8x16xf32>
  call @consume(%s) : (!xegpu.tensor_desc<8x16xf32>) -> ()
  return
}
