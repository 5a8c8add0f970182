// Functions that several threads or tasks run at once cannot share the one arena of
// storage=global, nor take bytes of one caller; the error says where and what to do.

// RUN: not %idealloc-opt %s --split-input-file --idealloc='storage=global shorten=false schedule=off' 2>&1 | FileCheck %s --check-prefixes=CHECK,GLOBAL
// RUN: not %idealloc-opt %s --split-input-file --idealloc='storage=argument shorten=false schedule=off' 2>&1 | FileCheck %s --check-prefixes=CHECK,ARGUMENT
// RUN: %idealloc-opt %s --split-input-file --idealloc='shorten=false schedule=off' | FileCheck %s --check-prefix=ALLOC

// A task and its parent call one function.
// ALLOC: memref.alloc
// CHECK: error: may run beside what follows 'async.execute', so its callee 'work'
// GLOBAL-SAME: cannot own a global arena; use storage=alloc
// ARGUMENT-SAME: cannot take its arena from the caller; use storage=alloc
func.func private @work(%v: i64, %out: memref<8xi64>) {
  %t = memref.alloc() : memref<8xi64>
  linalg.fill ins(%v : i64) outs(%t : memref<8xi64>)
  memref.copy %t, %out : memref<8xi64> to memref<8xi64>
  return
}
func.func @run(%v: i64, %x: memref<8xi64>, %y: memref<8xi64>) {
  %t = async.execute {
    func.call @work(%v, %x) : (i64, memref<8xi64>) -> ()
    async.yield
  }
  func.call @work(%v, %y) : (i64, memref<8xi64>) -> ()
  async.await %t : !async.token
  return
}

// -----

// So they do between their first and last access.
// ALLOC: memref.alloc
// CHECK: error: may run beside what follows 'async.execute', so its callee 'work'
// GLOBAL-SAME: cannot own a global arena; use storage=alloc
// ARGUMENT-SAME: cannot take its arena from the caller; use storage=alloc
func.func private @printI64(i64)
func.func private @printNewline()
func.func private @spin(%n: index) -> i64 {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %z = arith.constant 1 : i64
  %k = arith.constant 6364136223846793005 : i64
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%x = %z) -> (i64) {
    %y = arith.muli %x, %k : i64
    %w = arith.addi %y, %k : i64
    scf.yield %w : i64
  }
  return %r : i64
}
func.func private @work(%v: i64, %n: index, %out: memref<8xi64>) {
  %t = memref.alloc() : memref<8xi64>
  linalg.fill ins(%v : i64) outs(%t : memref<8xi64>)
  %s = call @spin(%n) : (index) -> i64
  %zero = arith.constant 0 : i64
  %isz = arith.cmpi eq, %s, %zero : i64
  scf.if %isz {
    linalg.fill ins(%s : i64) outs(%t : memref<8xi64>)
  }
  memref.copy %t, %out : memref<8xi64> to memref<8xi64>
  return
}
func.func @run(%x: memref<8xi64>, %y: memref<8xi64>) {
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %n = arith.constant 300000000 : index
  %m = arith.constant 100000000 : index
  %t = async.execute {
    func.call @work(%one, %n, %x) : (i64, index, memref<8xi64>) -> ()
    async.yield
  }
  func.call @work(%two, %m, %y) : (i64, index, memref<8xi64>) -> ()
  async.await %t : !async.token
  return
}
func.func @print(%a: memref<8xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c8 = arith.constant 8 : index
  scf.for %i = %c0 to %c8 step %c1 {
    %v = memref.load %a[%i] : memref<8xi64>
    func.call @printI64(%v) : (i64) -> ()
  }
  call @printNewline() : () -> ()
  return
}
func.func @main() attributes {llvm.emit_c_interface} {
  %x = memref.alloc() {idealloc.keep} : memref<8xi64>
  %y = memref.alloc() {idealloc.keep} : memref<8xi64>
  call @run(%x, %y) : (memref<8xi64>, memref<8xi64>) -> ()
  call @print(%x) : (memref<8xi64>) -> ()
  call @print(%y) : (memref<8xi64>) -> ()
  return
}

// -----

// Two tasks call one function.
// ALLOC: memref.alloc
// CHECK: error: may run beside what follows 'async.execute', so its callee 'work'
// GLOBAL-SAME: cannot own a global arena; use storage=alloc
// ARGUMENT-SAME: cannot take its arena from the caller; use storage=alloc
func.func private @work(%x: memref<4096xf32>, %out: memref<4096xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c500 = arith.constant 500 : index
  %t = memref.alloc() : memref<4096xf32>
  scf.for %k = %c0 to %c500 step %c1 {
    linalg.exp ins(%x : memref<4096xf32>) outs(%t : memref<4096xf32>)
    linalg.add ins(%t, %out : memref<4096xf32>, memref<4096xf32>) outs(%out : memref<4096xf32>)
  }
  return
}
func.func @main(%x: memref<4096xf32>, %y: memref<4096xf32>, %o1: memref<4096xf32>, %o2: memref<4096xf32>) {
  %t1 = async.execute {
    func.call @work(%x, %o1) : (memref<4096xf32>, memref<4096xf32>) -> ()
    async.yield
  }
  %t2 = async.execute {
    func.call @work(%y, %o2) : (memref<4096xf32>, memref<4096xf32>) -> ()
    async.yield
  }
  async.await %t1 : !async.token
  async.await %t2 : !async.token
  return
}

// -----

// A task and its parent call two functions.
// ALLOC: memref.alloc
// CHECK: error: may run beside what follows 'async.execute', so its callee 'work'
// GLOBAL-SAME: cannot own a global arena; use storage=alloc
// ARGUMENT-SAME: cannot take its arena from the caller; use storage=alloc
func.func private @work(%x: memref<4096xf32>, %out: memref<4096xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c500 = arith.constant 500 : index
  %t = memref.alloc() : memref<4096xf32>
  scf.for %k = %c0 to %c500 step %c1 {
    linalg.exp ins(%x : memref<4096xf32>) outs(%t : memref<4096xf32>)
    linalg.add ins(%t, %out : memref<4096xf32>, memref<4096xf32>) outs(%out : memref<4096xf32>)
  }
  return
}
func.func private @other(%x: memref<4096xf32>, %out: memref<4096xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c500 = arith.constant 500 : index
  %t = memref.alloc() : memref<4096xf32>
  scf.for %k = %c0 to %c500 step %c1 {
    linalg.negf ins(%x : memref<4096xf32>) outs(%t : memref<4096xf32>)
    linalg.sub ins(%t, %out : memref<4096xf32>, memref<4096xf32>) outs(%out : memref<4096xf32>)
  }
  return
}
func.func @main(%x: memref<4096xf32>, %y: memref<4096xf32>, %o1: memref<4096xf32>, %o2: memref<4096xf32>) {
  %t1 = async.execute {
    func.call @work(%x, %o1) : (memref<4096xf32>, memref<4096xf32>) -> ()
    async.yield
  }
  func.call @other(%y, %o2) : (memref<4096xf32>, memref<4096xf32>) -> ()
  async.await %t1 : !async.token
  return
}

// -----

// A launch with a token runs many threads.
// ALLOC: memref.alloc
// CHECK: error: may run beside what follows 'gpu.launch', so its callee 'work'
// GLOBAL-SAME: cannot own a global arena; use storage=alloc
// ARGUMENT-SAME: cannot take its arena from the caller; use storage=alloc
func.func private @work(%x: memref<32xf32>, %i: index, %out: memref<32xf32>) {
  %c0 = arith.constant 0 : index
  %t = memref.alloc() : memref<4xf32>
  %v = memref.load %x[%i] : memref<32xf32>
  memref.store %v, %t[%c0] : memref<4xf32>
  %w = memref.load %t[%c0] : memref<4xf32>
  memref.store %w, %out[%i] : memref<32xf32>
  return
}
func.func @launch(%x: memref<32xf32>, %out: memref<32xf32>) {
  %c1 = arith.constant 1 : index
  %c32 = arith.constant 32 : index
  %tok = gpu.launch async blocks(%bx, %by, %bz) in (%gx = %c1, %gy = %c1, %gz = %c1) threads(%tx, %ty, %tz) in (%sx = %c32, %sy = %c1, %sz = %c1) {
    func.call @work(%x, %tx, %out) : (memref<32xf32>, index, memref<32xf32>) -> ()
    gpu.terminator
  }
  gpu.wait [%tok]
  return
}

// -----

// As many as the arguments say.
// ALLOC: memref.alloc
// CHECK: error: may run beside what follows 'gpu.launch', so its callee 'work'
// GLOBAL-SAME: cannot own a global arena; use storage=alloc
// ARGUMENT-SAME: cannot take its arena from the caller; use storage=alloc
func.func private @work(%v: f32, %x: memref<8xf32>) {
  %a = memref.alloc() : memref<8xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<8xf32>)
  memref.copy %a, %x : memref<8xf32> to memref<8xf32>
  return
}
func.func @f(%v: f32, %x: memref<8xf32>, %n: index) {
  %c1 = arith.constant 1 : index
  %t = gpu.launch async blocks(%b0, %b1, %b2) in (%g0 = %n, %g1 = %c1, %g2 = %c1) threads(%t0, %t1, %t2) in (%h0 = %n, %h1 = %c1, %h2 = %c1) {
    func.call @work(%v, %x) : (f32, memref<8xf32>) -> ()
    gpu.terminator
  }
  gpu.wait [%t]
  return
}

// -----

// All threads of a kernel call a function.
// ALLOC: memref.alloc
// CHECK: error: instances of 'gpu.func' may run concurrently, so its callee 'device'
// GLOBAL-SAME: cannot own a global arena; use storage=alloc
// ARGUMENT-SAME: cannot take its arena from the caller; use storage=alloc
module attributes {gpu.container_module} {
gpu.module @m {
  func.func @device(%x: memref<32xf32>, %i: index, %out: memref<32xf32>) {
    %c0 = arith.constant 0 : index
    %t = memref.alloc() : memref<4xf32>
    %v = memref.load %x[%i] : memref<32xf32>
    memref.store %v, %t[%c0] : memref<4xf32>
    %w = memref.load %t[%c0] : memref<4xf32>
    memref.store %w, %out[%i] : memref<32xf32>
    return
  }
  gpu.func @kernel(%x: memref<32xf32>, %out: memref<32xf32>) kernel {
    %i = gpu.thread_id x
    func.call @device(%x, %i, %out) : (memref<32xf32>, index, memref<32xf32>) -> ()
    gpu.return
  }
}
}

// -----

// Which is private.
// ALLOC: memref.alloc
// CHECK: error: instances of 'gpu.func' may run concurrently, so its callee 'dev'
// GLOBAL-SAME: cannot own a global arena; use storage=alloc
// ARGUMENT-SAME: cannot take its arena from the caller; use storage=alloc
gpu.module @m {
  func.func private @dev(%v: f32, %x: memref<8xf32>) {
    %a = memref.alloc() : memref<8xf32>
    linalg.fill ins(%v : f32) outs(%a : memref<8xf32>)
    memref.copy %a, %x : memref<8xf32> to memref<8xf32>
    return
  }
  gpu.func @k(%v: f32, %x: memref<8xf32>) kernel {
    func.call @dev(%v, %x) : (f32, memref<8xf32>) -> ()
    gpu.return
  }
}
