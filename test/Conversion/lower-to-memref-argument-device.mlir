// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=argument --verify-diagnostics

// One argument cannot be memory of a device for a callee and of the host for
// its caller.

func.func private @leaf() {
  // expected-note @+1 {{of a device here}}
  %arena = idealloc.arena {alignment = 64 : i64, device} : memref<64xi8, 1>
  return
}
func.func @top() {
  // expected-note @+1 {{of the host here}}
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
  // expected-error @+1 {{needs memory of a device and of its host in one memory space, which cannot be one argument; use storage=alloc}}
  call @leaf() : () -> ()
  return
}
