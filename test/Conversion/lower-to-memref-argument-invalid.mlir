// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=argument --split-input-file --verify-diagnostics

func.func @recursive() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{is recursive: 'recursive' would need an arena for every activation; use storage=alloc}}
  call @recursive() : () -> ()
  return
}

// -----

func.func @recursive_through_another() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  call @another() : () -> ()
  return
}
func.func @another() {
  // expected-error @+1 {{is recursive: 'recursive_through_another' would need an arena for every activation}}
  call @recursive_through_another() : () -> ()
  return
}

// -----

// The functions on the cycle hold no arena, but call one that does, and each
// needs the frame of the other.
func.func @cycle() {
  call @rest() : () -> ()
  call @large_leaf() : () -> ()
  return
}
func.func @rest() {
  // expected-error @+1 {{is recursive: 'cycle' would need an arena for every activation}}
  call @cycle() : () -> ()
  call @small_leaf() : () -> ()
  return
}
func.func @small_leaf() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @large_leaf() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<256xi8>
  %other = idealloc.arena {alignment = 64 : i64} : memref<256xi8, 1>
  return
}

// -----

func.func private @address_taken() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @takes_address() -> (() -> ()) {
  // expected-error @+1 {{refers to 'address_taken' other than by a direct call, so its callers cannot be made to pass an arena; use storage=alloc}}
  %f = constant @address_taken : () -> ()
  return %f : () -> ()
}

// -----

func.func private @leaf() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @parallel_call() {
  scf.forall (%i) in (16) {
    // expected-error @+1 {{may run concurrently with itself, so its callee 'leaf' cannot take its arena from the caller; use storage=alloc}}
    func.call @leaf() : () -> ()
  }
  return
}

// -----

async.func @async_callee() -> !async.token {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @async_call() {
  // expected-error @+1 {{may run concurrently with itself}}
  %token = async.call @async_callee() : () -> !async.token
  return
}

// -----

func.func private @huge() {
  %arena = idealloc.arena : memref<9223372036854775807xi8>
  return
}
func.func @sum_overflows() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{needs arenas of more than 2^63-1 bytes}}
  call @huge() : () -> ()
  return
}
