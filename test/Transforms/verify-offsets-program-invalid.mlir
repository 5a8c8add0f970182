// RUN: idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// The second opinion on functions that share an arena reads no lifetimes: it
// inlines calls, or holds all bytes of a callee that it does not inline against
// what is live at the call.

func.func private @leaf(%x: memref<16xf32>, %y: memref<16xf32>) attributes {
    idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, program, space = 0, status = "optimal", ticks = 4}]} {
  // expected-note @+1 {{it writes this buffer '%t' at bytes [0, 64)}}
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @+1 {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
}
func.func @inlined(%x: memref<16xf32>, %y: memref<16xf32>) attributes {
    idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, program, space = 0, status = "optimal", ticks = 5}]} {
  // expected-note @+1 {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  call @leaf(%x, %y) : (memref<16xf32>, memref<16xf32>) -> ()
  // expected-note @+1 {{it may still be read here}}
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  return
}

// -----

func.func private @leaf(%x: memref<16xf32>, %y: memref<16xf32>) attributes {
    idealloc.program = {number = 0, outlined},
    idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, program, space = 0, status = "optimal", ticks = 4}]} {
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
}
func.func private @between(%x: memref<16xf32>, %y: memref<16xf32>) {
  // expected-error @+1 {{its callee may write bytes of memory space 'default' that another buffer needs later}}
  call @leaf(%x, %y) : (memref<16xf32>, memref<16xf32>) -> ()
  return
}
func.func @outlined(%x: memref<16xf32>, %y: memref<16xf32>) attributes {
    idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, program, space = 0, status = "optimal", ticks = 5}]} {
  // expected-note @+1 {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  call @between(%x, %y) : (memref<16xf32>, memref<16xf32>) -> ()
  memref.copy %a, %y : memref<16xf32> to memref<16xf32>
  return
}

// -----

// What is passed to it is needed meanwhile.

func.func private @leaf(%x: memref<16xf32>) attributes {
    idealloc.program = {number = 0, outlined},
    idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, program, space = 0, status = "optimal", ticks = 4}]} {
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  return
}
func.func @passed(%x: memref<16xf32>) attributes {
    idealloc.arenas = [{alignment = 64, bytes = 128, load = 128, lower_bound = 128, program, space = 0, status = "optimal", ticks = 5}]} {
  // expected-note @+1 {{the other buffer '%a' is at bytes [16, 80)}}
  %a = memref.alloc() {idealloc.offset = 16} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  // expected-error @+1 {{its callee may write bytes of memory space 'default' that another buffer needs meanwhile}}
  call @leaf(%a) : (memref<16xf32>) -> ()
  return
}

// -----

// Instances of a body run at once: a callee that gets memory of the caller would
// get it twice.

func.func private @leaf(%x: memref<16xf32>) attributes {
    idealloc.program = {number = 0, outlined},
    idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, program, space = 0, status = "optimal", ticks = 4}]} {
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  return
}
func.func @parallel(%x: memref<16xf32>, %n: index) {
  scf.forall (%i) in (%n) {
    // expected-error @+1 {{cannot be verified: others may run beside it in the memory that it gives to its callee}}
    func.call @leaf(%x) : (memref<16xf32>) -> ()
  }
  return
}

// -----

func.func private @one(%x: memref<16xf32>) attributes {
    idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, program, space = 0, status = "optimal", ticks = 4}]} {
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  call @two(%x) : (memref<16xf32>) -> ()
  return
}
func.func private @two(%x: memref<16xf32>) {
  // expected-error @+1 {{cannot be verified: it is recursive, and would give its own memory to its callee}}
  call @one(%x) : (memref<16xf32>) -> ()
  return
}
