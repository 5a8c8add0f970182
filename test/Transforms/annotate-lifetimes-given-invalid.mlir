// RUN: idealloc-opt %s --idealloc-annotate-lifetimes=lifetimes=given --split-input-file --verify-diagnostics

func.func @missing(%v: f32, %i: index) {
  // expected-error @+1 {{has no 'idealloc.lifetime', which lifetimes=given requires on every plannable allocation; add it, or 'idealloc.keep'}}
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// -----

func.func @stale(%v: f32, %i: index) {
  // expected-error @+1 {{has a stale lifetime: it ends at tick 4, the function has 3 ticks}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 4>} : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// -----

func.func @empty(%v: f32, %i: index) {
  // expected-error @+1 {{lifetime has an empty live interval [1, 1)}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 1>} : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}

// -----

func.func @on_what_escapes() -> memref<16xf32> {
  // expected-error @+1 {{has a given lifetime but cannot be planned: 'func.return' returns it}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 1>} : memref<16xf32>
  // expected-note @+1 {{because of this}}
  return %a : memref<16xf32>
}

// -----

func.func @on_what_is_never_accessed() {
  // expected-error @+1 {{has a given lifetime but cannot be planned: nothing accesses it}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 1>} : memref<16xf32>
  return
}

// -----

func.func @every_error_is_reported(%v: f32, %i: index) {
  // expected-error @+1 {{has no 'idealloc.lifetime'}}
  %a = memref.alloc() : memref<16xf32>
  // expected-error @+1 {{has no 'idealloc.lifetime'}}
  %b = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i] : memref<16xf32>
  return
}
