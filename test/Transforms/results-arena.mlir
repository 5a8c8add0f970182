// RUN: %idealloc-opt %s --idealloc='results=arena storage=global' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='storage=global' | FileCheck %s --check-prefix=KEEP
// RUN: not idealloc-opt %s --idealloc='results=arena' 2>&1 | FileCheck %s --check-prefix=ALLOC

// What an entry point returns lies in the arena and lives to the end of the
// function; what is returned from a branch shares bytes with its twin.

// CHECK:       memref.global "private" @__idealloc_arena : memref<128xi8>
// CHECK-LABEL: func.func @entry(
// CHECK-SAME:    idealloc.results = "arena"
// CHECK-NOT:     memref.alloc
// CHECK:         return %view{{.*}} : memref<16xf32>
// KEEP-LABEL:  func.func @entry(
// KEEP:          %[[A:.*]] = memref.alloc() : memref<16xf32>
// KEEP:          return %[[A]]
// ALLOC: error: returns buffers of its arena ('idealloc.results'), which storage=alloc gives back when it returns; use storage=argument, global, symbol or address
func.func @entry(%x: memref<16xf32>) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  linalg.transpose ins(%t : memref<16xf32>) outs(%a : memref<16xf32>) permutation = [0]
  linalg.add ins(%t, %a : memref<16xf32>, memref<16xf32>) outs(%a : memref<16xf32>)
  linalg.add ins(%t, %a : memref<16xf32>, memref<16xf32>) outs(%x : memref<16xf32>)
  return %a : memref<16xf32>
}

// CHECK-LABEL: func.func @branches(
// CHECK-NOT:     memref.alloc
// CHECK:         return
func.func @branches(%x: memref<16xf32>, %which: i1) -> memref<16xf32> {
  %r = scf.if %which -> memref<16xf32> {
    %a = memref.alloc() : memref<16xf32>
    memref.copy %x, %a : memref<16xf32> to memref<16xf32>
    scf.yield %a : memref<16xf32>
  } else {
    %b = memref.alloc() : memref<16xf32>
    linalg.exp ins(%x : memref<16xf32>) outs(%b : memref<16xf32>)
    scf.yield %b : memref<16xf32>
  }
  return %r : memref<16xf32>
}

// What a private function returns to its callers is valid in the program alone.
//
// CHECK-LABEL: func.func private @called(
// CHECK-SAME:    idealloc.results = "program"
// CHECK-NOT:     memref.alloc()
func.func private @called(%x: memref<16xf32>) -> memref<16xf32> {
  %a = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  return %a : memref<16xf32>
}
func.func @calls(%x: memref<16xf32>) {
  %a = call @called(%x) : (memref<16xf32>) -> memref<16xf32>
  memref.copy %a, %x : memref<16xf32> to memref<16xf32>
  return
}
