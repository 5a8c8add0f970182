// Bodies that stay as they are.

// RUN: %idealloc-opt %s --idealloc-make-static=instances=body | FileCheck %s --implicit-check-not=idealloc.body

// Memory of a processor of its own may be meant.
// CHECK-LABEL: func.func @mapped(
func.func @mapped(%n: index, %v: f32, %k: index) {
  scf.forall (%i) in (%n) {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%k] : memref<16xf32>
  } {mapping = [#gpu.block<x>]}
  return
}

// It escapes as well.
// CHECK-LABEL: func.func @escapes(
func.func private @keep(memref<16xf32>)
func.func @escapes(%n: index) {
  scf.forall (%i) in (%n) {
    %t = memref.alloc() : memref<16xf32>
    func.call @keep(%t) : (memref<16xf32>) -> ()
  }
  return
}

// A value goes in that is neither a number nor a memref.
// CHECK-LABEL: func.func @token(
func.func @token(%n: index, %v: f32, %k: index) {
  %token = async.execute {
    async.yield
  }
  scf.forall (%i) in (%n) {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%k] : memref<16xf32>
    async.await %token : !async.token
  }
  return
}

// Threads run the whole function.
// CHECK-LABEL: func.func @threads(
func.func @threads(%n: index, %v: f32, %k: index) attributes {idealloc.threads} {
  scf.forall (%i) in (%n) {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%k] : memref<16xf32>
  }
  return
}

// No parallel loop.
// CHECK-LABEL: func.func @sequential(
func.func @sequential(%n: index, %v: f32, %k: index) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%k] : memref<16xf32>
  }
  return
}
