// RUN: idealloc-opt %s --allow-unregistered-dialect --split-input-file --idealloc='storage=global' --verify-diagnostics | FileCheck %s

// What cannot be planned stays the global that it is.

// CHECK: memref.global "private" @shared
// expected-warning @+1 {{is 'idealloc.state' but not planned: activations of 'twice' have memory of their own}}
memref.global "private" @shared : memref<16xf32> = uninitialized {idealloc.state}
// expected-note @+1 {{because of this}}
func.func private @twice(%x: memref<16xf32>) {
  %h = memref.get_global @shared : memref<16xf32>
  memref.copy %h, %x : memref<16xf32> to memref<16xf32>
  return
}
func.func @parallel(%x: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  scf.parallel (%i) = (%c0) to (%c2) step (%c1) {
    func.call @twice(%x) : (memref<16xf32>) -> ()
  }
  return
}

// -----

// What a function with memory of its own calls has that memory, too.
//
// expected-warning @+1 {{is 'idealloc.state' but not planned: activations of 'below' have memory of their own}}
memref.global "private" @deep : memref<16xf32> = uninitialized {idealloc.state}
// expected-note @+1 {{because of this}}
func.func private @below(%x: memref<16xf32>) {
  %h = memref.get_global @deep : memref<16xf32>
  memref.copy %h, %x : memref<16xf32> to memref<16xf32>
  return
}
func.func private @recursive(%x: memref<16xf32>, %more: i1) {
  func.call @below(%x) : (memref<16xf32>) -> ()
  scf.if %more {
    func.call @recursive(%x, %more) : (memref<16xf32>, i1) -> ()
  }
  return
}
func.func @calls(%x: memref<16xf32>, %more: i1) {
  call @recursive(%x, %more) : (memref<16xf32>, i1) -> ()
  return
}

// -----

// expected-warning @+1 {{is 'idealloc.state' but not planned: nothing uses it}}
memref.global "private" @unused : memref<16xf32> = uninitialized {idealloc.state}
// expected-warning @+1 {{is 'idealloc.state' but not planned: it has no bytes}}
memref.global "private" @empty : memref<0xf32> = uninitialized {idealloc.state}
// expected-warning @+1 {{is 'idealloc.state' but not planned: 'test.refers' refers to it}}
memref.global "private" @elsewhere : memref<16xf32> = uninitialized {idealloc.state}
func.func @uses(%x: memref<0xf32>) {
  %h = memref.get_global @empty : memref<0xf32>
  memref.copy %h, %x : memref<0xf32> to memref<0xf32>
  // expected-note @+1 {{because of this}}
  "test.refers"() {to = @elsewhere} : () -> ()
  return
}

// -----

// Without a choice, the space of buffers is that of states, too.
//
// expected-warning @+1 {{is 'idealloc.state' but not planned: memory space '1' is planned; say memory-spaces=all}}
memref.global "private" @elsewhere : memref<16xf32, 2> = uninitialized {idealloc.state}
func.func @spaces(%x: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32, 1>
  %h = memref.get_global @elsewhere : memref<16xf32, 2>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32, 1>
  memref.copy %t, %h : memref<16xf32, 1> to memref<16xf32, 2>
  return
}

// -----

// expected-warning @+1 {{is 'idealloc.state' but not planned: an earlier plan has left an arena in the module}}
memref.global "private" @later : memref<16xf32> = uninitialized {idealloc.state}
func.func @planned_before(%x: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 4 : memref<64xi8> to memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  %h = memref.get_global @later : memref<16xf32>
  memref.copy %a, %h : memref<16xf32> to memref<16xf32>
  return
}
