// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=global --split-input-file --verify-diagnostics

func.func private @leaf() {
  // expected-note @+1 {{the other arena is here}}
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func private @middle() {
  // expected-error @+1 {{reaches 'leaf', which holds a global arena, from 'top', which holds one too: both would own the memory at the same time; use storage=alloc or argument}}
  call @leaf() : () -> ()
  return
}
func.func @top() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  call @middle() : () -> ()
  return
}

// -----

func.func @recursive() {
  // expected-note @+1 {{the other arena is here}}
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{reaches 'recursive', which holds a global arena, from 'recursive'}}
  call @recursive() : () -> ()
  return
}

// -----

func.func @indirect_call(%f: () -> ()) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @+1 {{calls an unknown function while 'indirect_call' holds a global arena; use storage=alloc or argument}}
  call_indirect %f() : () -> ()
  return
}

// -----

// Concurrent calls own the global at the same time.
func.func private @leaf() {
  // expected-note @+1 {{the arena is here}}
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @parallel_call() {
  scf.forall (%i) in (16) {
    // expected-error @+1 {{may run concurrently with itself, so its callee 'leaf' cannot own a global arena; use storage=alloc}}
    func.call @leaf() : () -> ()
  }
  return
}
