// What the analysis plans, the verifier proves: cases in which the two drew the
// line at different places once.
//
// RUN: idealloc-opt %s --idealloc="lower=false shorten=false schedule=off" | FileCheck %s

// A loop that never runs holds what may run.
//
// CHECK-LABEL: func.func @never_runs(
// CHECK: %[[A:.*]] = idealloc.slice %{{.*}}[0] slot 0 live 1 to 14
// CHECK: idealloc.slice %{{.*}}[64] slot 1 live 7 to 9
func.func @never_runs(%c: i1, %i: index, %v: f32) -> f32 {
  %a = memref.alloc() : memref<4xf32>
  memref.store %v, %a[%i] : memref<4xf32>
  affine.for %k = 0 to 0 {
    scf.if %c {
      memref.store %v, %a[%i] : memref<4xf32>
    } else {
      %b = memref.alloc() : memref<4xf32>
      memref.store %v, %b[%i] : memref<4xf32>
      %y = memref.load %b[%i] : memref<4xf32>
    }
  }
  %x = memref.load %a[%i] : memref<4xf32>
  return %x : f32
}

// A loop that runs once has no next iteration.
//
// CHECK-LABEL: func.func @runs_once(
// CHECK: idealloc.slice %{{.*}}[0] slot 0
// CHECK: idealloc.slice %{{.*}}[0] slot 1
func.func @runs_once(%v: f32, %i: index, %out: memref<4xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() : memref<4xf32>
  memref.store %v, %a[%i] : memref<4xf32>
  scf.for %k = %c0 to %c1 step %c1 {
    %x = memref.load %a[%i] : memref<4xf32>
    %b = memref.alloc() : memref<4xf32>
    memref.store %x, %b[%i] : memref<4xf32>
    memref.copy %b, %out : memref<4xf32> to memref<4xf32>
  }
  return
}

// A store to the only element overwrites the buffer.
//
// CHECK-LABEL: func.func @single_element(
// CHECK: idealloc.slice %{{.*}}[0] slot 0 live 2 to 4, 7 to 9
// CHECK: idealloc.slice %{{.*}}[0] slot 1 live 5 to 7
func.func @single_element(%v: f32, %out: memref<f32>) -> f32 {
  %a = memref.alloc() : memref<f32>
  %b = memref.alloc() : memref<f32>
  memref.store %v, %a[] : memref<f32>
  %x = memref.load %a[] : memref<f32>
  %s = arith.addf %x, %v : f32
  memref.store %s, %b[] : memref<f32>
  memref.copy %b, %out : memref<f32> to memref<f32>
  memref.store %x, %a[] : memref<f32>
  %y = memref.load %a[] : memref<f32>
  return %y : f32
}

// What branches of an asynchronous body yield has a slot each.
//
// CHECK-LABEL: func.func @branches_of_a_body(
// CHECK: idealloc.slice {{.*}} slot 0
// CHECK: idealloc.slice {{.*}} slot 1
func.func @branches_of_a_body(%c: i1, %v: f32, %out: memref<4xf32>) {
  %token = async.execute {
    %r = scf.if %c -> (memref<4xf32>) {
      %a = memref.alloc() : memref<4xf32>
      linalg.fill ins(%v : f32) outs(%a : memref<4xf32>)
      scf.yield %a : memref<4xf32>
    } else {
      %b = memref.alloc() : memref<4xf32>
      linalg.fill ins(%v : f32) outs(%b : memref<4xf32>)
      scf.yield %b : memref<4xf32>
    }
    memref.copy %r, %out : memref<4xf32> to memref<4xf32>
    async.yield
  }
  async.await %token : !async.token
  return
}
