// RUN: idealloc-opt %s --allow-unregistered-dialect --split-input-file --idealloc-verify-offsets --verify-diagnostics

// A state keeps its bytes: nothing else lies there, and whoever uses it has the
// arena in which it lies.

// expected-note @+1 {{the other is here}}
memref.global "private" @h : memref<16xf32> = uninitialized {idealloc.state, idealloc.offset = 0}
func.func @uses(%x: memref<16xf32>) attributes {idealloc.program = {number = 0}, idealloc.arenas = [
    {space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64, ticks = 5, program, state}]} {
  %h = memref.get_global @h : memref<16xf32>
  memref.copy %x, %h : memref<16xf32> to memref<16xf32>
  return
}
func.func @overlaps(%x: memref<16xf32>) attributes {idealloc.program = {number = 0}, idealloc.arenas = [
    {space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64, ticks = 5, program, state}]} {
  // expected-error @+1 {{is at bytes [32, 96), of which a state has some, at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 32} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  memref.copy %a, %x : memref<16xf32> to memref<16xf32>
  return
}

// -----

// Not in the program's plan, but in the same memory.

// expected-note @+1 {{the other is here}}
memref.global "private" @h : memref<16xf32> = uninitialized {idealloc.state, idealloc.offset = 0}
func.func @uses(%x: memref<16xf32>) attributes {idealloc.program = {number = 0}, idealloc.arenas = [
    {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64, ticks = 5, program, state}]} {
  %h = memref.get_global @h : memref<16xf32>
  memref.copy %x, %h : memref<16xf32> to memref<16xf32>
  return
}
func.func @apart(%x: memref<16xf32>) attributes {idealloc.arenas = [
    {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64, ticks = 5}]} {
  // expected-error @+1 {{is at bytes [0, 64), of which a state has some, at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  memref.copy %a, %x : memref<16xf32> to memref<16xf32>
  return
}

// -----

// expected-note @+1 {{the other is here}}
memref.global "private" @h : memref<16xf32> = uninitialized {idealloc.state, idealloc.offset = 0}
// expected-error @+1 {{is a state at bytes [32, 96), of which another state has some}}
memref.global "private" @g : memref<16xf32> = uninitialized {idealloc.state, idealloc.offset = 32}
func.func @uses(%x: memref<16xf32>) attributes {idealloc.program = {number = 0}, idealloc.arenas = [
    {space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64, ticks = 5, program, state}]} {
  %h = memref.get_global @h : memref<16xf32>
  %g = memref.get_global @g : memref<16xf32>
  memref.copy %g, %h : memref<16xf32> to memref<16xf32>
  return
}

// -----

// expected-note @+1 {{the other is here}}
memref.global "private" @h : memref<16xf32> = uninitialized {idealloc.state, idealloc.offset = 64}
func.func @too_small(%x: memref<16xf32>) attributes {idealloc.program = {number = 0}, idealloc.arenas = [
    {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64, ticks = 5, program, state}]} {
  // expected-error @+1 {{gets the address of a state at bytes [64, 128), which do not lie inside the arena}}
  %h = memref.get_global @h : memref<16xf32>
  memref.copy %x, %h : memref<16xf32> to memref<16xf32>
  return
}

// -----

// expected-note @+1 {{the other is here}}
memref.global "private" @h : memref<16xf32> = uninitialized {idealloc.state, idealloc.offset = 0}
func.func @no_arena(%x: memref<16xf32>) {
  // expected-error @+1 {{gets the address of a state, but its function has no arena for it}}
  %h = memref.get_global @h : memref<16xf32>
  memref.copy %x, %h : memref<16xf32> to memref<16xf32>
  return
}

// -----

// expected-note @+1 {{the other is here}}
memref.global "private" @h : memref<16xf32> = uninitialized {idealloc.state, idealloc.offset = 2}
func.func @misaligned(%x: memref<16xf32>) attributes {idealloc.program = {number = 0}, idealloc.arenas = [
    {space = 0, bytes = 128, load = 64, lower_bound = 64, status = "optimal", alignment = 64, ticks = 5, program, state}]} {
  // expected-error @+1 {{gets the address of a state that is not aligned to 4 bytes}}
  %h = memref.get_global @h : memref<16xf32>
  memref.copy %x, %h : memref<16xf32> to memref<16xf32>
  return
}

// -----

// expected-note @+1 {{the other is here}}
memref.global "private" @h : memref<16xf32> = uninitialized {idealloc.state, idealloc.offset = 0}
func.func private @below(%x: memref<16xf32>) attributes {idealloc.program = {number = 0}, idealloc.arenas = [
    {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64, ticks = 5, program, state}]} {
  // expected-error @+1 {{gets the address of a state in a function whose activations may have memory of their own}}
  %h = memref.get_global @h : memref<16xf32>
  memref.copy %x, %h : memref<16xf32> to memref<16xf32>
  return
}
func.func @own(%x: memref<16xf32>) attributes {idealloc.program = {number = 0, own}} {
  call @below(%x) : (memref<16xf32>) -> ()
  return
}

// -----

// expected-note @+1 {{the other is here}}
memref.global "private" @h : memref<16xf32> = uninitialized {idealloc.state, idealloc.offset = 0}
func.func @refers() {
  // expected-error @+1 {{refers to a state, of which nothing but memref.get_global can be followed}}
  "test.refers"() {to = @h} : () -> ()
  return
}
