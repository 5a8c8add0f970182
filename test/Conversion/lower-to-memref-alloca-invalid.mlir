// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=alloca --split-input-file --verify-diagnostics

async.func @no_allocation_scope() -> !async.token {
  // expected-error@+1 {{cannot live on the stack, as 'async.func' does not release stack memory when it ends; use storage=alloc}}
  %arena = idealloc.arena : memref<64xi8>
  return
}

// -----

// Where none is needed, none is missed.
async.func @no_arena() -> !async.token {
  return
}

func.func @scope() {
  %arena = idealloc.arena : memref<64xi8>
  return
}
