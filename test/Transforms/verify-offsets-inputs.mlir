// RUN: idealloc-opt %s --split-input-file --idealloc-verify-offsets --verify-diagnostics

// Two inputs that share bytes, whether the second is read or not: the caller
// writes them in any order.

func.func @both(%x: memref<16xf32>, %y: memref<16xf32>, %z: memref<16xf32>) attributes {idealloc.arenas = [
    {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64, ticks = 6}]} {
  // expected-note @+1 {{}}
  %a = idealloc.input 0 {idealloc.offset = 0} : memref<16xf32>
  // expected-note @+1 {{}}
  %b = idealloc.input 1 {idealloc.offset = 0} : memref<16xf32>
  // expected-error @+1 {{writes bytes [0, 64) of memory space 'default', which it also accesses as another buffer}}
  idealloc.receive %a, %b : memref<16xf32>, memref<16xf32>
  memref.copy %a, %z : memref<16xf32> to memref<16xf32>
  return
}

// -----

// An input that is overwritten before it is read.

func.func @overwritten(%x: memref<16xf32>, %z: memref<16xf32>) attributes {idealloc.arenas = [
    {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64, ticks = 7}]} {
  // expected-note @+1 {{the other buffer '%a' is at bytes [0, 64)}}
  %a = idealloc.input 0 {idealloc.offset = 0} : memref<16xf32>
  idealloc.receive %a : memref<16xf32>
  // expected-note @+1 {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @+1 {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  memref.copy %z, %b : memref<16xf32> to memref<16xf32>
  // expected-note @+1 {{it may still be read here}}
  memref.copy %a, %z : memref<16xf32> to memref<16xf32>
  memref.copy %b, %z : memref<16xf32> to memref<16xf32>
  return
}

// -----

// What is written must be delivered at each exit.

func.func @lost(%x: memref<16xf32>, %z: memref<16xf32>) attributes {idealloc.arenas = [
    {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64, ticks = 4}]} {
  // expected-note @+1 {{the other is here}}
  %a = idealloc.input 0 {idealloc.offset = 0} : memref<16xf32>
  idealloc.receive %a : memref<16xf32>
  // expected-error @+1 {{writes an input that is not delivered at all exits of the function}}
  memref.copy %z, %a : memref<16xf32> to memref<16xf32>
  return
}

// -----

// Nobody in the module can have written them.

// expected-note @+1 {{the other is here}}
func.func @entry(%x: memref<16xf32>, %z: memref<16xf32>) attributes {idealloc.arenas = [
    {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64, ticks = 4}]} {
  %a = idealloc.input 0 {idealloc.offset = 0} : memref<16xf32>
  idealloc.receive %a : memref<16xf32>
  memref.copy %a, %z : memref<16xf32> to memref<16xf32>
  return
}
func.func @calls(%x: memref<16xf32>, %z: memref<16xf32>) {
  // expected-error @+1 {{refers to a function whose inputs its caller must have written to the arena}}
  call @entry(%x, %z) : (memref<16xf32>, memref<16xf32>) -> ()
  return
}
