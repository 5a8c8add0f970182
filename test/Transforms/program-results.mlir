// A buffer that a private function returns is one buffer of it and its callers, in
// the arena of the program.

// RUN: %idealloc-opt %s --split-input-file --idealloc=lower=false | FileCheck %s
// RUN: %idealloc-opt %s --split-input-file --idealloc -o /dev/null
// RUN: %idealloc-opt %s --split-input-file --idealloc=storage=alloca -o /dev/null
// RUN: %idealloc-opt %s --split-input-file --idealloc=storage=argument -o /dev/null
// RUN: %idealloc-opt %s --split-input-file --idealloc=storage=global -o /dev/null

// Only the callee has a buffer; each result is dead when the next is made.
// CHECK-LABEL: func.func private @make(
// CHECK-SAME: idealloc.results = "program"
// CHECK: %[[ARENA:.*]] = idealloc.arena {alignment = 64 : i64, program} : memref<64xi8>
// CHECK: idealloc.slice %[[ARENA]][0]
// CHECK-LABEL: func.func @one_after_another(
// CHECK-NOT: memref.alloc
func.func private @make(%v: f32) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  return %t : memref<16xf32>
}
func.func @one_after_another(%v: f32, %w: f32, %out: memref<16xf32>) {
  %x = call @make(%v) : (f32) -> memref<16xf32>
  memref.copy %x, %out : memref<16xf32> to memref<16xf32>
  %y = call @make(%w) : (f32) -> memref<16xf32>
  memref.copy %y, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

// The caller's buffer is live beside what the callee returns, through two calls.
// CHECK-LABEL: func.func private @make(
// CHECK: idealloc.arena {alignment = 64 : i64, program} : memref<128xi8>
// CHECK-LABEL: func.func private @hand(
// CHECK-LABEL: func.func @beside(
// CHECK: idealloc.arena {alignment = 64 : i64, program} : memref<128xi8>
func.func private @make(%v: f32) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  return %t : memref<16xf32>
}
func.func private @hand(%v: f32) -> memref<16xf32> {
  %x = call @make(%v) : (f32) -> memref<16xf32>
  return %x : memref<16xf32>
}
func.func @beside(%v: f32, %in: memref<16xf32>, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  memref.copy %in, %a : memref<16xf32> to memref<16xf32>
  %x = call @hand(%v) : (f32) -> memref<16xf32>
  linalg.add ins(%a, %x : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}

// -----

// What is left alone: two results at once,
// CHECK-LABEL: func.func private @make(
// CHECK-NOT: idealloc.results
// CHECK: memref.alloc
// CHECK-LABEL: func.func @both(
func.func private @make(%v: f32) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  return %t : memref<16xf32>
}
func.func @both(%v: f32, %w: f32, %out: memref<16xf32>) {
  %x = call @make(%v) : (f32) -> memref<16xf32>
  %y = call @make(%w) : (f32) -> memref<16xf32>
  linalg.add ins(%x, %y : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}

// -----

// what a caller frees,
// CHECK-LABEL: func.func private @make(
// CHECK-NOT: idealloc.results
// CHECK: memref.alloc
// CHECK-LABEL: func.func @freed(
// CHECK: memref.dealloc
func.func private @make(%v: f32) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  return %t : memref<16xf32>
}
func.func @freed(%v: f32, %out: memref<16xf32>) {
  %x = call @make(%v) : (f32) -> memref<16xf32>
  memref.copy %x, %out : memref<16xf32> to memref<16xf32>
  memref.dealloc %x : memref<16xf32>
  return
}

// -----

// what leaves the program,
// CHECK-LABEL: func.func private @make(
// CHECK-NOT: idealloc.results
// CHECK: memref.alloc
// CHECK-LABEL: func.func @out(
func.func private @make(%v: f32) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  return %t : memref<16xf32>
}
func.func @out(%v: f32) -> memref<16xf32> {
  %x = call @make(%v) : (f32) -> memref<16xf32>
  return %x : memref<16xf32>
}

// -----

// and what is returned by a public function, of several instances at once, or by
// one that calls itself.
// CHECK-LABEL: func.func @public(
// CHECK-NOT: idealloc.results
// CHECK: memref.alloc
// CHECK-LABEL: func.func private @instance(
// CHECK-NOT: idealloc.results
// CHECK: memref.alloc
// CHECK-LABEL: func.func private @again(
// CHECK-NOT: idealloc.results
// CHECK: memref.alloc
// CHECK-LABEL: func.func @main(
func.func @public(%v: f32) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  return %t : memref<16xf32>
}
func.func private @instance(%v: f32) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  return %t : memref<16xf32>
}
func.func private @again(%c: i1, %v: f32) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  scf.if %c {
    %u = func.call @again(%c, %v) : (i1, f32) -> memref<16xf32>
    memref.copy %u, %t : memref<16xf32> to memref<16xf32>
  }
  return %t : memref<16xf32>
}
func.func @main(%c: i1, %v: f32, %out: memref<16xf32>) {
  %x = call @public(%v) : (f32) -> memref<16xf32>
  memref.copy %x, %out : memref<16xf32> to memref<16xf32>
  scf.forall (%i) in (4) {
    %y = func.call @instance(%v) : (f32) -> memref<16xf32>
    memref.copy %y, %out : memref<16xf32> to memref<16xf32>
  }
  %z = call @again(%c, %v) : (i1, f32) -> memref<16xf32>
  memref.copy %z, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

// A second plan leaves alone what it has no program for.
// RUN: %idealloc-opt %s --split-input-file --pass-pipeline='builtin.module(idealloc{min-size=64 lower=false},idealloc{lower=false})' | FileCheck %s --check-prefix=SECOND
// SECOND-LABEL: func.func private @two_sizes(
// SECOND-SAME: idealloc.results = "program"
// SECOND: memref.alloc() : memref<4xf32>
// SECOND-LABEL: func.func @of_two_plans(
func.func private @two_sizes(%v: f32) -> (memref<16xf32>, memref<4xf32>) {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  %u = memref.alloc() : memref<4xf32>
  linalg.fill ins(%v : f32) outs(%u : memref<4xf32>)
  return %t, %u : memref<16xf32>, memref<4xf32>
}
func.func @of_two_plans(%v: f32, %out: memref<16xf32>, %small: memref<4xf32>) {
  %x, %y = call @two_sizes(%v) : (f32) -> (memref<16xf32>, memref<4xf32>)
  memref.copy %x, %out : memref<16xf32> to memref<16xf32>
  memref.copy %y, %small : memref<4xf32> to memref<4xf32>
  return
}
