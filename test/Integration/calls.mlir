// Buffers that are passed to callees with arenas of their own, handed through
// them and returned by them, keep their bits.

// RUN: %differential %s --entry main --storage alloc --storage alloca --storage argument | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=lower=false | FileCheck %s --check-prefix=PLAN

// CHECK: 9 buffers planned, 2 checksums agree

// What @own returns is planned with its caller.
// PLAN-LABEL: func.func private @own(
// PLAN-SAME: idealloc.results = "program"
// PLAN-NOT: memref.alloc
// PLAN-LABEL: func.func @main(
// PLAN-NOT: memref.alloc
// PLAN-NOT: idealloc.callee

// Scratch, live while the caller's buffers are.
func.func private @scale(%x: memref<16xf32>, %y: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  %u = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  linalg.add ins(%t, %x : memref<16xf32>, memref<16xf32>) outs(%u : memref<16xf32>)
  linalg.mul ins(%u, %t : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  return
}

func.func private @pick(%a: memref<16xf32>, %b: memref<16xf32>) -> memref<16xf32> {
  %c0 = arith.constant 0 : index
  %x = memref.load %a[%c0] : memref<16xf32>
  %y = memref.load %b[%c0] : memref<16xf32>
  %p = arith.cmpf olt, %x, %y : f32
  %r = arith.select %p, %a, %b : memref<16xf32>
  return %r : memref<16xf32>
}

func.func private @own(%x: memref<16xf32>) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  call @scale(%x, %t) : (memref<16xf32>, memref<16xf32>) -> ()
  %r = memref.alloc() : memref<16xf32>
  linalg.add ins(%t, %x : memref<16xf32>, memref<16xf32>) outs(%r : memref<16xf32>)
  return %r : memref<16xf32>
}

func.func @main(%in: memref<16xf32>, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.add ins(%in, %in : memref<16xf32>, memref<16xf32>) outs(%a : memref<16xf32>)
  call @scale(%a, %b) : (memref<16xf32>, memref<16xf32>) -> ()
  %r = call @pick(%a, %b) : (memref<16xf32>, memref<16xf32>) -> memref<16xf32>
  // Not in the bytes of %a or %b, one of which is %r.
  %c = memref.alloc() : memref<16xf32>
  linalg.exp ins(%in : memref<16xf32>) outs(%c : memref<16xf32>)
  %d = memref.alloc() : memref<16xf32>
  linalg.add ins(%r, %c : memref<16xf32>, memref<16xf32>) outs(%d : memref<16xf32>)
  %e = call @own(%d) : (memref<16xf32>) -> memref<16xf32>
  %f = memref.alloc() : memref<16xf32>
  call @scale(%e, %f) : (memref<16xf32>, memref<16xf32>) -> ()
  linalg.add ins(%d, %f : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
