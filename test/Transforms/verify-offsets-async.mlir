// What an async.execute accesses is in use until its wait.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

// Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Waited for before the other is written.
func.func @waited(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %token = async.execute {
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
    async.yield
  }
  async.await %token : !async.token
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// By a group, and by an op that starts later.
func.func @group(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c1 = arith.constant 1 : index
  %group = async.create_group %c1 : !async.group
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %first = async.execute {
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
    async.yield
  }
  %second = async.execute [%first] {
    memref.prefetch %out[%c1], read, locality<3>, data : memref<16xf32>
    async.yield
  }
  %i = async.add_to_group %second, %group : !async.token
  async.await_all %group
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Read until the wait.
func.func @read(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%a' is at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  // expected-note @below {{it may still be read here}}
  %token = async.execute {
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
    async.yield
  }
  // expected-note @below {{it writes this buffer '%b' at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  async.await %token : !async.token
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Written until the wait, across which the other is needed.
func.func @write(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{it writes this buffer '%a' at bytes [0, 64)}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{the other buffer '%b' is at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  %token = async.execute {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    async.yield
  }
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  async.await %token : !async.token
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The group is waited for before it is added.
func.func @group_too_early(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c1 = arith.constant 1 : index
  %group = async.create_group %c1 : !async.group
  // expected-error @below {{cannot be verified: 'async.execute' may access it until a wait, which its block does not have}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %token = async.execute {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    async.yield
  }
  async.await_all %group
  %i = async.add_to_group %token, %group : !async.token
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The wait may not run.
func.func @conditional_wait(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-error @below {{cannot be verified: 'async.execute' may access it until a wait, which its block does not have}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  // expected-note @below {{because of this}}
  %token = async.execute {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    async.yield
  }
  scf.if %c {
    async.await %token : !async.token
  }
  return
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// A buffer of the body lives from its start to the wait.
func.func @local(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %token = async.execute {
      %t = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
      memref.copy %t, %out : memref<16xf32> to memref<16xf32>
      async.yield
    }
    %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
    async.await %token : !async.token
    %d = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%d : memref<16xf32>)
    memref.copy %d, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Others may not be accessed meanwhile.
func.func @local_clash(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer '%b' is at bytes [0, 64)}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  // expected-error @below {{overwrites bytes [0, 64) of memory space 'default', which another buffer needs later}}
  %token = async.execute {
    // expected-note @below {{it writes this buffer '%t' at bytes [0, 64)}}
    %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    async.yield
  }
  async.await %token : !async.token
  // expected-note @below {{it may still be read here}}
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// No wait for a body.
func.func @local_forever(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{because of this}}
  %token = async.execute {
    // expected-error @below {{cannot be verified: 'async.execute' may access it until a wait, which its block does not have}}
    %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    async.yield
  }
  return
}

// -----

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// It leaves as a value that nobody follows.
func.func @value(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %token, %value = async.execute -> !async.value<memref<16xf32>> {
    // expected-error @below {{cannot be verified: 'async.yield' turns it into something that is not followed}}
    %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    // expected-note @below {{because of this}}
    async.yield %t : memref<16xf32>
  }
  %r = async.await %value : !async.value<memref<16xf32>>
  return
}
