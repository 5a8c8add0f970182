// Dynamic shapes without a bound, with one that is of no use, or that could not
// be planned afterwards stay as they are.

// RUN: %idealloc-opt %s -o %t.before
// RUN: %idealloc-opt %s --idealloc-make-static=min-size=8 --remarks-filter=idealloc -o %t.after 2>&1 | count 0
// RUN: diff %t.before %t.after

func.func @unbounded(%n: index, %v: f32, %i: index) {
  %a = memref.alloc(%n) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}

func.func @one_of_two(%n: index, %v: f32, %i: index) {
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %a = memref.alloc(%m, %n) : memref<?x?xf32>
  memref.store %v, %a[%i, %i] : memref<?x?xf32>
  return
}

// As a signed number %m is -1 or below 8, so the minimum says nothing.
func.func @unsigned(%n: index, %v: f32, %i: index) {
  %c8 = arith.constant 8 : index
  %m = arith.maxui %n, %c8 : index
  %a = memref.alloc(%m) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}

// %n - 1 is 2^63 - 1 if %n is -2^63, which is a bound from above for %n alone.
func.func @wraps(%n: index, %v: f32, %i: index) {
  %c1 = arith.constant 1 : index
  %m = affine.min affine_map<(d0) -> (d0, 8)>(%n)
  %l = arith.subi %m, %c1 : index
  %a = memref.alloc(%l) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}

// 2^62 elements of 4 bytes.
func.func @overflow(%n: index, %v: f32, %i: index) {
  %c = arith.constant 2147483648 : index
  %m = arith.remui %n, %c : index
  %a = memref.alloc(%m, %m) : memref<?x?xf32>
  memref.store %v, %a[%i, %i] : memref<?x?xf32>
  return
}

// No size that occurs, only the width of the type: 16 GiB.
func.func @width(%n: i32, %v: f64, %i: index) {
  %m = arith.index_castui %n : i32 to index
  %a = memref.alloc(%m) : memref<?xf64>
  memref.store %v, %a[%i] : memref<?xf64>
  return
}

func.func @never_positive(%n: index, %v: f32, %i: index) {
  %c0 = arith.constant 0 : index
  %m = arith.minsi %n, %c0 : index
  %a = memref.alloc(%m) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}

func.func @too_small(%n: index, %v: f32, %i: index) {
  %c1 = arith.constant 1 : index
  %m = arith.minsi %n, %c1 : index
  %a = memref.alloc(%m) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}

func.func @kept(%n: index, %v: f32, %i: index) {
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %a = memref.alloc(%m) {idealloc.keep} : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}

func.func @layout(%n: index, %v: f32, %i: index) {
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %a = memref.alloc(%m) : memref<?xf32, strided<[2]>>
  memref.store %v, %a[%i] : memref<?xf32, strided<[2]>>
  return
}

func.func @escapes(%n: index, %v: f32, %i: index) -> memref<?xf32> {
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %a = memref.alloc(%m) {alignment = 32 : i64} : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return %a : memref<?xf32>
}

func.func @shared_dealloc(%n: index, %v: f32, %i: index, %c: i1, %x: memref<?xf32>) {
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %a = memref.alloc(%m) : memref<?xf32>
  %s = arith.select %c, %a, %x : memref<?xf32>
  memref.store %v, %s[%i] : memref<?xf32>
  memref.dealloc %s : memref<?xf32>
  return
}

// Parallel, and instances get no memory by default.
func.func @parallel(%v: f32, %i: index) {
  scf.forall (%k) in (8) {
    %a = memref.alloc(%k) : memref<?xf32>
    memref.store %v, %a[%i] : memref<?xf32>
  }
  return
}

func.func @never_accessed(%n: index) {
  %c8 = arith.constant 8 : index
  %m = arith.minsi %n, %c8 : index
  %a = memref.alloc(%m) : memref<?xf32>
  return
}
