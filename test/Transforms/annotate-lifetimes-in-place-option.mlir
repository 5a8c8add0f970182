// in-place=false: every buffer keeps a slot of its own, but for exclusive branches.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=in-place=false -o %t.computed
// RUN: diff %t.stated %t.computed

func.func @pair(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 7>} : memref<16xf32> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 8>} : memref<16xf32> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
  linalg.exp ins(%a : memref<16xf32>) outs(%b : memref<16xf32>) // 3, 6
  memref.copy %b, %out : memref<16xf32> to memref<16xf32> // 7
  return // 8
}

func.func @scf_if(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %r = scf.if %c -> (memref<16xf32>) { // 0
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4, 7 to 9>, idealloc.slot = 0 : i64} : memref<16xf32> // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32> // 2
    scf.yield %a : memref<16xf32> // 3
  } else {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>, idealloc.slot = 0 : i64} : memref<16xf32> // 4
    memref.copy %in, %b : memref<16xf32> to memref<16xf32> // 5
    scf.yield %b : memref<16xf32> // 6
  } // 7
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 8
  return // 9
}
