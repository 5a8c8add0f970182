// Calls beside which others may run: one arena for all of them would be wrong,
// whether it is a global or part of the caller's.

// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=global --split-input-file --verify-diagnostics=only-expected
// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=argument --split-input-file --verify-diagnostics=only-expected
// RUN: idealloc-opt %s --idealloc-lower-to-memref=storage=alloc --split-input-file -o /dev/null

func.func private @work(%x: memref<16xf32>) {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @two_tasks(%x: memref<16xf32>, %y: memref<16xf32>) {
  %s = async.execute {
    // expected-error-re @+1 {{may run beside what follows 'async.execute', so its callee 'work' cannot {{own a global arena|take its arena from the caller}}; use storage=alloc}}
    func.call @work(%x) : (memref<16xf32>) -> ()
    async.yield
  }
  %t = async.execute {
    func.call @work(%y) : (memref<16xf32>) -> ()
    async.yield
  }
  async.await %s : !async.token
  async.await %t : !async.token
  return
}

// -----

// The task runs beside the call below it.
func.func private @work(%x: memref<16xf32>) {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func private @calls_work(%x: memref<16xf32>) {
  func.call @work(%x) : (memref<16xf32>) -> ()
  return
}
func.func @task_beside_call(%x: memref<16xf32>, %y: memref<16xf32>) {
  %t = async.execute {
    // expected-error-re @+1 {{may run beside what follows 'async.execute', so its callee '{{(calls_)?}}work' cannot}}
    func.call @calls_work(%x) : (memref<16xf32>) -> ()
    async.yield
  }
  func.call @work(%y) : (memref<16xf32>) -> ()
  async.await %t : !async.token
  return
}

// -----

func.func private @work(%x: memref<16xf32>) {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @launch(%x: memref<16xf32>) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %tok = gpu.launch async blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1)
                          threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    // expected-error-re @+1 {{may run beside what follows 'gpu.launch', so its callee 'work' cannot}}
    func.call @work(%x) : (memref<16xf32>) -> ()
    gpu.terminator
  }
  gpu.wait [%tok]
  return
}

// -----

gpu.module @kernels {
  func.func private @device(%x: memref<16xf32>) {
        %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
    return
  }
  gpu.func @kernel(%x: memref<16xf32>) kernel {
    // expected-error-re @+1 {{instances of 'gpu.func' may run concurrently, so its callee 'device' cannot}}
    func.call @device(%x) : (memref<16xf32>) -> ()
    gpu.return
  }
}

// -----

func.func private @work(%x: memref<16xf32>) {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @lanes(%x: memref<16xf32>) {
  gpu.barrier
  // expected-error-re @+1 {{several threads may run its function, as 'gpu.barrier' shows, so its callee 'work' cannot}}
  func.call @work(%x) : (memref<16xf32>) -> ()
  return
}

// -----

func.func private @work(%x: memref<16xf32>) {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @cores(%x: memref<16xf32>) attributes {idealloc.threads} {
  // expected-error-re @+1 {{several threads run its function, as 'idealloc.threads' says, so its callee 'work' cannot}}
  func.call @work(%x) : (memref<16xf32>) -> ()
  return
}

// -----

// Two calls of a coroutine may both be under way.
func.func private @work(%x: memref<16xf32>) {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
func.func @coroutine(%x: memref<16xf32>) {
  %id = async.coro.id
  %handle = async.coro.begin %id
  // expected-error-re @+1 {{its function may return before it is done, as 'async.coro.id' shows, so its callee 'work' cannot}}
  func.call @work(%x) : (memref<16xf32>) -> ()
  async.coro.free %id, %handle
  async.coro.end %handle
  return
}
