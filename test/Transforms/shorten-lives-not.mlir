// RUN: idealloc-opt %s --idealloc-shorten --split-input-file | FileCheck %s
//
// What does not begin a life, or cannot be told apart.

#id = affine_map<(i) -> (i)>

// It is updated, not overwritten.
// CHECK-LABEL: func.func @updated(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @updated(%x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]}
    ins(%x : memref<8xf32>) outs(%a : memref<8xf32>) { ^bb0(%p: f32, %q: f32): %r = arith.addf %p, %q : f32  linalg.yield %r : f32 }
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// The op reads it through another operand.
// CHECK-LABEL: func.func @read_as_well(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @read_as_well(%x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.exp ins(%a : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

#id = affine_map<(i) -> (i)>

// The body of the op reads it.
// CHECK-LABEL: func.func @read_in_body(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @read_in_body(%x: memref<8xf32>, %y: memref<8xf32>, %j: index) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.generic {indexing_maps = [#id], iterator_types = ["parallel"]}
    outs(%a : memref<8xf32>) { ^bb0(%q: f32): %r = memref.load %a[%j] : memref<8xf32>  linalg.yield %r : f32 }
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// A part of it is overwritten.
// CHECK-LABEL: func.func @part(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @part(%x: memref<8xf32>, %h: memref<4xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  %v = memref.subview %a[0] [4] [1] : memref<8xf32> to memref<4xf32, strided<[1]>>
  linalg.exp ins(%h : memref<4xf32>) outs(%v : memref<4xf32, strided<[1]>>)
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// It may be overwritten, or not.
// CHECK-LABEL: func.func @perhaps(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @perhaps(%c: i1, %x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  scf.if %c {
    linalg.exp ins(%y : memref<8xf32>) outs(%a : memref<8xf32>)
  }
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// A value that may be it or another one.
// CHECK-LABEL: func.func @select(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @select(%c: i1, %x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  %s = arith.select %c, %a, %x : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %s, %y : memref<8xf32> to memref<8xf32>
  linalg.exp ins(%y : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %s, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// Who was passed it may still read it, or write it.
// CHECK-LABEL: func.func @kept(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func private @keep(memref<8xf32>)
func.func @kept(%x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  call @keep(%a) : (memref<8xf32>) -> ()
  linalg.exp ins(%y : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// A transfer of the first value may be in flight.
// CHECK-LABEL: func.func @asynchronous(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @asynchronous(%x: memref<8xf32>, %y: memref<8xf32>, %z: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  %t = async.execute {
    memref.copy %a, %y : memref<8xf32> to memref<8xf32>
    async.yield
  }
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  async.await %t : !async.token
  memref.copy %a, %z : memref<8xf32> to memref<8xf32>
  return
}

// -----

// Pinned, kept, returned: one place was asked for, or it is left alone anyway.
// CHECK-LABEL: func.func @asked_for(
// CHECK-COUNT-3: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @asked_for(%x: memref<8xf32>, %y: memref<8xf32>) -> memref<8xf32> {
  %a = memref.alloc() {idealloc.pin = 64} : memref<8xf32>
  %b = memref.alloc() {idealloc.keep} : memref<8xf32>
  %c = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.exp ins(%a : memref<8xf32>) outs(%b : memref<8xf32>)
  linalg.exp ins(%b : memref<8xf32>) outs(%c : memref<8xf32>)
  memref.copy %c, %y : memref<8xf32> to memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  linalg.exp ins(%a : memref<8xf32>) outs(%b : memref<8xf32>)
  linalg.exp ins(%b : memref<8xf32>) outs(%c : memref<8xf32>)
  return %c : memref<8xf32>
}

// -----

// It is freed between uses of another path, or twice: who frees which life?
// CHECK-LABEL: func.func @freed_in_branches(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @freed_in_branches(%c: i1, %x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  linalg.exp ins(%y : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %a, %x : memref<8xf32> to memref<8xf32>
  scf.if %c {
    memref.dealloc %a : memref<8xf32>
  } else {
    memref.dealloc %a : memref<8xf32>
  }
  return
}

// -----

// Nothing is planned where several threads run.
// CHECK-LABEL: func.func @threads(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @threads(%x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  gpu.barrier
  linalg.exp ins(%y : memref<8xf32>) outs(%a : memref<8xf32>)
  memref.copy %a, %x : memref<8xf32> to memref<8xf32>
  return
}

// -----

// Used in two blocks, with or without the second value.
// CHECK-LABEL: func.func @blocks(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @blocks(%c: i1, %x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  cf.cond_br %c, ^second, ^end
^second:
  memref.copy %a, %x : memref<8xf32> to memref<8xf32>
  linalg.exp ins(%y : memref<8xf32>) outs(%a : memref<8xf32>)
  cf.br ^end
^end:
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  return
}

// -----

// The last value is read by the next call.
// CHECK-LABEL: func.func @state(
// CHECK-COUNT-1: memref.alloc()
// CHECK-NOT:   memref.alloc()
// CHECK:       return
func.func @state(%x: memref<8xf32>, %y: memref<8xf32>) {
  %a = memref.alloc() {idealloc.state} : memref<8xf32>
  memref.copy %a, %y : memref<8xf32> to memref<8xf32>
  linalg.exp ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  return
}
