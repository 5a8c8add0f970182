// RUN: idealloc-opt %s --split-input-file --idealloc-verify-offsets --verify-diagnostics

func.func @a(%x: memref<16xf32>) attributes {idealloc.concurrent, idealloc.arenas = [
    {space = 0, bytes = 128, load = 64, lower_bound = 64, status = "feasible", alignment = 64, ticks = 5}]} {
  // expected-note @+1 {{the other is here}}
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  memref.copy %t, %x : memref<16xf32> to memref<16xf32>
  return
}
func.func private @leaf(%x: memref<16xf32>) attributes {idealloc.arenas = [
    {space = 0, bytes = 128, load = 64, lower_bound = 64, status = "feasible", alignment = 64, ticks = 5}]} {
  // expected-error @+1 {{is at bytes [32, 96), of which a function that may run at the same time has some}}
  %t = memref.alloc() {idealloc.offset = 32} : memref<16xf32>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  memref.copy %t, %x : memref<16xf32> to memref<16xf32>
  return
}
func.func @b(%x: memref<16xf32>) attributes {idealloc.concurrent} {
  call @leaf(%x) : (memref<16xf32>) -> ()
  return
}

// -----

// expected-error @+1 {{has buffers, and two functions call it that may run at the same time}}
func.func private @leaf(%x: memref<16xf32>) attributes {idealloc.arenas = [
    {space = 0, bytes = 128, load = 64, lower_bound = 64, status = "feasible", alignment = 64, ticks = 5}]} {
  %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  memref.copy %t, %x : memref<16xf32> to memref<16xf32>
  return
}
func.func @a(%x: memref<16xf32>) attributes {idealloc.concurrent} {
  call @leaf(%x) : (memref<16xf32>) -> ()
  return
}
// expected-note @+1 {{the other is here}}
func.func @b(%x: memref<16xf32>) attributes {idealloc.concurrent} {
  call @leaf(%x) : (memref<16xf32>) -> ()
  return
}
