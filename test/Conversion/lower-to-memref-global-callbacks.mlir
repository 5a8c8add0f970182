// A function of another program part may call back into this one, while the
// global arena is in use, unless it promises not to.

// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=global --split-input-file --verify-diagnostics
// RUN: idealloc-opt %s --idealloc-lower-to-memref='storage=global callbacks=false' --split-input-file | FileCheck %s
// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=argument --split-input-file -o /dev/null

func.func private @ext(i64) -> i64
func.func private @may_call_back(%v: i64) -> i64 {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{calls 'ext', which has no body here and may call back, while 'may_call_back' holds a global arena; promise the contrary with idealloc.nocallback on the call or the function, or with callbacks=false for all, or use storage=alloc or argument}}
  %r = func.call @ext(%v) : (i64) -> i64
  return %r : i64
}
// CHECK: memref.global "private" @__idealloc_arena

// -----

func.func private @ext(i64) -> i64
func.func private @calls_ext(%v: i64) -> i64 {
  // expected-error @+1 {{calls 'ext', which has no body here and may call back, while 'through_another' holds}}
  %r = func.call @ext(%v) : (i64) -> i64
  return %r : i64
}
func.func @through_another(%v: i64) -> i64 {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %r = func.call @calls_ext(%v) : (i64) -> i64
  return %r : i64
}

// -----

func.func private @promises(i64) -> i64 attributes {idealloc.nocallback}
func.func private @ext(i64) -> i64
func.func @promised(%v: i64) -> i64 {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %r = func.call @promises(%v) : (i64) -> i64
  %s = func.call @ext(%r) {idealloc.nocallback} : (i64) -> i64
  return %s : i64
}

// -----

// No arena is in use.
func.func private @ext(i64) -> i64
func.func private @leaf() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @beside(%v: i64) -> i64 {
  func.call @leaf() : () -> ()
  %r = func.call @ext(%v) : (i64) -> i64
  return %r : i64
}
