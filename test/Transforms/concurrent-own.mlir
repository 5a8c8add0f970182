// Functions that may run at the same time, each with a callee that has memory of its
// own, as others run beside its calls: the account adds up the arena of their
// program (128 bytes) and those of both callees.

// RUN: %idealloc-opt %s --idealloc='memory-spaces=1 lower=false shorten=false' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='memory-spaces=1 lower=false shorten=false capacity=1:384' -o /dev/null
// RUN: not %idealloc-opt %s --idealloc='memory-spaces=1 lower=false shorten=false capacity=1:383' 2>&1 | FileCheck %s --check-prefix=FULL

// CHECK: idealloc.memories = [{arenas = 384 : i64, bytes = 384 : i64
// FULL: needs 384 bytes
func.func private @left(%x: memref<64xi8>, %y: memref<64xi8>) {
  %t = memref.alloc() : memref<64xi8, 1>
  memref.copy %x, %t : memref<64xi8> to memref<64xi8, 1>
  memref.copy %t, %y : memref<64xi8, 1> to memref<64xi8>
  return
}
func.func @one(%x: memref<64xi8>, %y: memref<64xi8>, %n: index) attributes {idealloc.concurrent} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<64xi8, 1>
  memref.copy %x, %a : memref<64xi8> to memref<64xi8, 1>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    func.call @left(%x, %y) : (memref<64xi8>, memref<64xi8>) -> ()
    scf.reduce
  }
  memref.copy %a, %y : memref<64xi8, 1> to memref<64xi8>
  return
}
func.func private @right(%x: memref<64xi8>, %y: memref<64xi8>) {
  %t = memref.alloc() : memref<64xi8, 1>
  memref.copy %x, %t : memref<64xi8> to memref<64xi8, 1>
  memref.copy %t, %y : memref<64xi8, 1> to memref<64xi8>
  return
}
func.func @two(%x: memref<64xi8>, %y: memref<64xi8>, %n: index) attributes {idealloc.concurrent} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<64xi8, 1>
  memref.copy %x, %a : memref<64xi8> to memref<64xi8, 1>
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    func.call @right(%x, %y) : (memref<64xi8>, memref<64xi8>) -> ()
    scf.reduce
  }
  memref.copy %a, %y : memref<64xi8, 1> to memref<64xi8>
  return
}
