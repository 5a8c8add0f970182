// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
//
// What writes a buffer first moves to just before the next use of it.

// CHECK-LABEL: func.func @fill(
// CHECK-SAME:    %[[V:.*]]: f32,
// CHECK:         linalg.exp ins(%{{.*}}) outs(%[[T:.*]] :
// CHECK:         linalg.exp ins(%[[T]]
// CHECK-NEXT:    linalg.fill ins(%[[V]] : f32) outs(%[[A:.*]] :
// CHECK-NEXT:    linalg.matmul {{.*}} outs(%[[A]]
func.func @fill(%v: f32, %x: memref<8x8xf32>, %y: memref<8x8xf32>, %z: memref<8x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  %t = memref.alloc() : memref<8x8xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<8x8xf32>)
  linalg.exp ins(%x : memref<8x8xf32>) outs(%t : memref<8x8xf32>)
  linalg.exp ins(%t : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  linalg.matmul ins(%y, %y : memref<8x8xf32>, memref<8x8xf32>) outs(%a : memref<8x8xf32>)
  linalg.exp ins(%a : memref<8x8xf32>) outs(%z : memref<8x8xf32>)
  return
}

// -----

// A chain of what depends on one another, and of an argument that nothing
// writes, in front of a loop that uses it.
// CHECK-LABEL: func.func @chain(
// CHECK-SAME:    %[[X:[a-z0-9]*]]: memref<8xf32>,
// CHECK:         linalg.exp ins(%{{.*}}) outs(%[[T:.*]] :
// CHECK-NEXT:    linalg.exp ins(%[[T]] {{.*}} outs(%{{.*}} : memref<8xf32, 1>
// CHECK-NEXT:    linalg.broadcast ins(%[[X]] {{.*}} outs(%[[B:.*]] : memref<8x8xf32>)
// CHECK-NEXT:    linalg.transpose ins(%[[B]] {{.*}} outs(%[[C:.*]] : memref<8x8xf32>)
// CHECK-NEXT:    scf.for
func.func @chain(%x: memref<8xf32>, %n: index, %i: index) -> f32 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %f0 = arith.constant 0.0 : f32
  %b = memref.alloc() : memref<8x8xf32>
  %c = memref.alloc() : memref<8x8xf32>
  %t = memref.alloc() : memref<8xf32>
  %u = memref.alloc() : memref<8xf32, 1>
  linalg.broadcast ins(%x : memref<8xf32>) outs(%b : memref<8x8xf32>) dimensions = [0]
  linalg.transpose ins(%b : memref<8x8xf32>) outs(%c : memref<8x8xf32>) permutation = [1, 0]
  linalg.exp ins(%x : memref<8xf32>) outs(%t : memref<8xf32>)
  linalg.exp ins(%t : memref<8xf32>) outs(%u : memref<8xf32, 1>)
  %s = scf.for %j = %c0 to %n step %c1 iter_args(%sum = %f0) -> f32 {
    %p = memref.load %b[%i, %j] : memref<8x8xf32>
    %q = memref.load %c[%i, %j] : memref<8x8xf32>
    %r = memref.load %u[%j] : memref<8xf32, 1>
    %pq = arith.addf %p, %q : f32
    %pqr = arith.addf %pq, %r : f32
    %next = arith.addf %sum, %pqr : f32
    scf.yield %next : f32
  }
  return %s : f32
}

// -----

// In the body of a loop, within an iteration.
// CHECK-LABEL: func.func @body(
// CHECK:         scf.for
// CHECK:           linalg.exp
// CHECK-NEXT:      linalg.fill
// CHECK-NEXT:      linalg.matmul
func.func @body(%n: index, %v: f32, %x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.alloc() : memref<8x8xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<8x8xf32>)
    linalg.exp ins(%x : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
    linalg.matmul ins(%y, %y : memref<8x8xf32>, memref<8x8xf32>) outs(%a : memref<8x8xf32>)
    linalg.exp ins(%a : memref<8x8xf32>) outs(%x : memref<8x8xf32>)
  }
  return
}

// -----

// What is written in between the function has allocated, and keeps for others:
// it is no argument, and no global.
// CHECK-LABEL: func.func @allocated_here(
// CHECK:         linalg.exp
// CHECK-NEXT:    call @keep
// CHECK-NEXT:    linalg.negf
// CHECK-NEXT:    linalg.transpose
// CHECK-NEXT:    linalg.transpose
// CHECK-NEXT:    linalg.matmul
memref.global "private" @g : memref<8x8xf32>
func.func private @keep(memref<8x8xf32>)
func.func @allocated_here(%x: memref<8x8xf32>) {
  %g = memref.get_global @g : memref<8x8xf32>
  %a = memref.alloc() : memref<8x8xf32>
  %b = memref.alloc() : memref<8x8xf32>
  %k = memref.alloc() : memref<8x8xf32>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  call @keep(%k) : (memref<8x8xf32>) -> ()
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%a : memref<8x8xf32>) permutation = [1, 0]
  linalg.transpose ins(%g : memref<8x8xf32>) outs(%b : memref<8x8xf32>) permutation = [1, 0]
  linalg.negf ins(%x : memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  linalg.matmul ins(%a, %b : memref<8x8xf32>, memref<8x8xf32>) outs(%k : memref<8x8xf32>)
  return
}
