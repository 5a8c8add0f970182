// RUN: %idealloc-opt %s --split-input-file --idealloc='lower=false memory-spaces=all' | FileCheck %s
// RUN: %idealloc-opt %s --split-input-file --idealloc='memory-spaces=all storage=global' -o /dev/null
// RUN: %idealloc-opt %s --split-input-file --idealloc='memory-spaces=all storage=argument' -o /dev/null
// RUN: %idealloc-opt %s --split-input-file --idealloc='memory-spaces=all storage=alloc' -o /dev/null

// Buffers of functions that call one another have one plan. What a callee is
// passed is dead when it has read it for the last time: the bytes are those of
// the program with all calls inlined.

func.func private @turn(%x: memref<64x64xi8, 1>, %y: memref<64x64xi8, 1>) {
  linalg.transpose ins(%x : memref<64x64xi8, 1>) outs(%y : memref<64x64xi8, 1>) permutation = [1, 0]
  return
}
// CHECK-LABEL: func.func private @net(
// CHECK-SAME:    bytes = 8192 : i64, load = 8192 : i64, lower_bound = 8192 : i64, program, space = 1 : i64, status = "optimal"
// CHECK:         idealloc.arena {alignment = 64 : i64, program} : memref<8192xi8, 1>
// CHECK:         idealloc.slice %{{.*}}[[[T:[0-9]+]]] slot 0
// CHECK:         idealloc.slice %{{.*}}[[[U:[0-9]+]]] slot 1
func.func private @net(%x: memref<64x64xi8, 1>, %y: memref<64x64xi8, 1>) {
  %t = memref.alloc() : memref<64x64xi8, 1>
  %u = memref.alloc() : memref<64x64xi8, 1>
  call @turn(%x, %t) : (memref<64x64xi8, 1>, memref<64x64xi8, 1>) -> ()
  call @turn(%t, %u) : (memref<64x64xi8, 1>, memref<64x64xi8, 1>) -> ()
  call @turn(%u, %y) : (memref<64x64xi8, 1>, memref<64x64xi8, 1>) -> ()
  return
}
// CHECK-LABEL: func.func @app(
// CHECK:         idealloc.arena {alignment = 64 : i64, program} : memref<8192xi8, 1>
// CHECK:         idealloc.slice %{{.*}}[[[U]]] slot 0
// CHECK:         idealloc.slice %{{.*}}[[[T]]] slot 1
func.func @app(%sensor: memref<64x64xi8>, %result: memref<64x64xi8>) {
  %x = memref.alloc() : memref<64x64xi8, 1>
  %y = memref.alloc() : memref<64x64xi8, 1>
  memref.copy %sensor, %x : memref<64x64xi8> to memref<64x64xi8, 1>
  call @net(%x, %y) : (memref<64x64xi8, 1>, memref<64x64xi8, 1>) -> ()
  memref.copy %y, %result : memref<64x64xi8, 1> to memref<64x64xi8>
  return
}

// -----

// A function that is called twice has its buffers at one place, which must be
// free at both calls; buffers of its caller that only meet it, but never one
// another, share bytes.

func.func private @layer(%x: memref<16xf32>, %y: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  linalg.reduce ins(%t : memref<16xf32>) outs(%y : memref<16xf32>) dimensions = []
    (%a: f32, %b: f32) { %s = arith.addf %a, %b : f32
                         linalg.yield %s : f32 }
  return
}
// CHECK-LABEL: func.func @twice(
// CHECK-SAME:    bytes = 192 : i64
func.func @twice(%x: memref<16xf32>, %y: memref<16xf32>) {
  %c = arith.constant 0.0 : f32
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%c : f32) outs(%a : memref<16xf32>)
  call @layer(%x, %a) : (memref<16xf32>, memref<16xf32>) -> ()
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%c : f32) outs(%b : memref<16xf32>)
  call @layer(%a, %b) : (memref<16xf32>, memref<16xf32>) -> ()
  %d = memref.alloc() : memref<16xf32>
  linalg.fill ins(%c : f32) outs(%d : memref<16xf32>)
  call @layer(%b, %d) : (memref<16xf32>, memref<16xf32>) -> ()
  memref.copy %d, %y : memref<16xf32> to memref<16xf32>
  return
}

// -----

// A callee without buffers is part of the program, too: it overwrites %a as a
// whole, so %b may have the bytes of %a before the call. The callee that has
// itself called is not looked into.

func.func private @clear(%x: memref<64xi8, 1>) {
  %c0 = arith.constant 0 : i8
  linalg.fill ins(%c0 : i8) outs(%x : memref<64xi8, 1>)
  return
}
func.func private @again(%x: memref<64xi8, 1>, %c: i1) {
  scf.if %c {
    func.call @again(%x, %c) : (memref<64xi8, 1>, i1) -> ()
  }
  return
}
func.func @other(%v: i8, %x: memref<64xi8, 1>, %c: i1) {
  %i0 = arith.constant 0 : index
  %d = memref.alloc() : memref<64xi8, 1>
  memref.store %v, %d[%i0] : memref<64xi8, 1>
  call @clear(%x) : (memref<64xi8, 1>) -> ()
  call @again(%x, %c) : (memref<64xi8, 1>, i1) -> ()
  return
}
// CHECK-LABEL: func.func @overwritten(
// CHECK:         idealloc.arena {alignment = 64 : i64, program} : memref<64xi8, 1>
// CHECK:         idealloc.slice %{{.*}}[0] slot 0
// CHECK:         idealloc.slice %{{.*}}[0] slot 1
func.func @overwritten(%v: i8, %out: memref<i8, 1>) {
  %i0 = arith.constant 0 : index
  %a = memref.alloc() : memref<64xi8, 1>
  linalg.fill ins(%v : i8) outs(%a : memref<64xi8, 1>)
  %b = memref.alloc() : memref<64xi8, 1>
  memref.store %v, %b[%i0] : memref<64xi8, 1>
  call @clear(%a) : (memref<64xi8, 1>) -> ()
  %r = memref.load %a[%i0] : memref<64xi8, 1>
  memref.store %r, %out[] : memref<i8, 1>
  return
}
