// Allocations other than memref.alloc: memref.alloca, and any op with one memref
// result that it declares to allocate.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.computed
// RUN: diff %t.stated %t.computed

func.func @alloca(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloca() {idealloc.lifetime = #idealloc.lifetime<1 to 3>} : memref<16xf32> // 0
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 1
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 2
  return // 3
}

// Its scope ends with the function or the op that says so, not with the loop.
func.func @alloca_scope(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %c0 = arith.constant 0 : index // 0
  %c1 = arith.constant 1 : index // 1
  %a = memref.alloca() {idealloc.lifetime = #idealloc.lifetime<9 to 11>} : memref<16xf32> // 2
  scf.for %j = %c0 to %n step %c1 { // 3
    %b = memref.alloca() {idealloc.lifetime = #idealloc.lifetime<5 to 7>} : memref<16xf32> // 4
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 5
    memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 6
    scf.yield // 7
  } // 8
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 9
  memref.copy %a, %out : memref<16xf32> to memref<16xf32> // 10
  return // 11
}
