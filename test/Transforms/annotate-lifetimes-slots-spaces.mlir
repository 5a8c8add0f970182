// Buffers of different memory spaces share no slot.

// RUN: idealloc-opt %s -o %t.stated
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all -o %t.computed
// RUN: diff %t.stated %t.computed

func.func @in_place(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>} : memref<16xf32,1> // 0
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>} : memref<16xf32,2> // 1
  memref.copy %in, %a : memref<16xf32> to memref<16xf32,1> // 2
  memref.copy %a, %b : memref<16xf32,1> to memref<16xf32,2> // 3
  memref.copy %b, %out : memref<16xf32,2> to memref<16xf32> // 4
  return // 5
}

func.func @branches(%in: memref<16xf32>, %out: memref<16xf32>, %v: f32, %i: index, %n: index, %c: i1) {
  %r = scf.if %c -> (memref<16xf32>) { // 0
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 5, 9 to 11>} : memref<16xf32,1> // 1
    memref.copy %in, %a : memref<16xf32> to memref<16xf32,1> // 2
    %s = memref.memory_space_cast %a : memref<16xf32, 1> to memref<16xf32> // 3
    scf.yield %s : memref<16xf32> // 4
  } else {
    %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 11>} : memref<16xf32,2> // 5
    memref.copy %in, %b : memref<16xf32> to memref<16xf32,2> // 6
    %s = memref.memory_space_cast %b : memref<16xf32, 2> to memref<16xf32> // 7
    scf.yield %s : memref<16xf32> // 8
  } // 9
  memref.copy %r, %out : memref<16xf32> to memref<16xf32> // 10
  return // 11
}
