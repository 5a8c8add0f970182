// What several threads share: bytes may be used again behind a barrier that all of
// them pass, whatever was planned them.

// RUN: %idealloc-opt %s --split-input-file --verify-diagnostics --idealloc-verify-offsets

#one = [{space = 3, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Between the last read of %a and the first write of %b all threads meet.
func.func @apart(%t: index, %i: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  memref.store %v, %a[%t] : memref<16xf32, 3>
  gpu.barrier
  %w = memref.load %a[%i] : memref<16xf32, 3>
  gpu.barrier
  memref.store %w, %b[%t] : memref<16xf32, 3>
  gpu.barrier
  %u = memref.load %b[%i] : memref<16xf32, 3>
  memref.store %u, %out[%t] : memref<16xf32>
  return
}

// -----

#one = [{space = 3, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// One thread is sound: %a is dead. Another may still read it.
func.func @too_early(%t: index, %i: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  // expected-note @below {{it writes this buffer}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  memref.store %v, %a[%t] : memref<16xf32, 3>
  gpu.barrier
  %w = memref.load %a[%i] : memref<16xf32, 3>
  // expected-error @below {{writes bytes [0, 64) of memory space '3', which another thread may need as another buffer before all pass a barrier}}
  memref.store %w, %b[%t] : memref<16xf32, 3>
  gpu.barrier
  %u = memref.load %b[%i] : memref<16xf32, 3>
  memref.store %u, %out[%t] : memref<16xf32>
  return
}

// -----

#one = [{space = 3, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Some threads may pass the barrier more often than others, so it parts nothing.
func.func @barrier_in_branch(%t: index, %i: index, %c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{the other buffer}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  // expected-note @below {{it writes this buffer}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  memref.store %v, %a[%t] : memref<16xf32, 3>
  %w = memref.load %a[%t] : memref<16xf32, 3>
  scf.if %c {
    gpu.barrier
  }
  // expected-error @below {{another thread may need as another buffer}}
  memref.store %w, %b[%t] : memref<16xf32, 3>
  %u = memref.load %b[%t] : memref<16xf32, 3>
  memref.store %u, %out[%t] : memref<16xf32>
  return
}

// -----

#two = [{space = 3, bytes = 128, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// The end of one iteration and the begin of the next are one phase.
// expected-error @below {{has 2 conflicts in all}}
func.func @back_edge(%t: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  // expected-note @below {{the other buffer}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  // expected-note @below {{it writes this buffer}}
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
  scf.for %i = %c0 to %c9 step %c1 {
    // expected-error @below {{another thread may need as another buffer}}
    memref.store %v, %b[%t] : memref<16xf32, 3>
    %w = memref.load %b[%t] : memref<16xf32, 3>
    gpu.barrier
    memref.store %w, %a[%t] : memref<16xf32, 3>
    %u = memref.load %a[%t] : memref<16xf32, 3>
    memref.store %u, %out[%t] : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 3, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// A thread may be in the next iteration while another still reads %a.
func.func @generations(%t: index, %i: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  scf.for %k = %c0 to %c9 step %c1 {
    // expected-error @below {{cannot be verified: several threads may run its function, as 'gpu.barrier' shows, and one may use it when another has allocated it again}}
    // expected-note @below {{because of this}}
    %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
    memref.store %v, %a[%t] : memref<16xf32, 3>
    gpu.barrier
    %w = memref.load %a[%i] : memref<16xf32, 3>
    memref.store %w, %out[%t] : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 3, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// With a barrier behind the last read it may not.
func.func @generations_apart(%t: index, %i: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  scf.for %k = %c0 to %c9 step %c1 {
    %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
    memref.store %v, %a[%t] : memref<16xf32, 3>
    gpu.barrier
    %w = memref.load %a[%i] : memref<16xf32, 3>
    gpu.barrier
    memref.store %w, %out[%t] : memref<16xf32>
  }
  return
}

// -----

#one = [{space = 3, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// How often a thread allocates depends on the thread.
func.func @not_all(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %t = gpu.thread_id x
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %k = %c0 to %t step %c1 {
    // expected-error @below {{cannot be verified: several threads may run its function, as 'gpu.thread_id' shows, and not all may pass here}}
    // expected-note @below {{because of this}}
    %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 3>
    memref.store %v, %a[%t] : memref<16xf32, 3>
  }
  return
}

// -----

#one = [{space = 1, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Threads of other workgroups do not wait at the barrier.
func.func @other_workgroups(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  // expected-note @below {{because of this}}
  %t = gpu.thread_id x
  // expected-error @below {{cannot be verified: several threads may run its function, as 'gpu.thread_id' shows, and its memory space may be that of other workgroups, too}}
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 1>
  memref.store %v, %a[%t] : memref<16xf32, 1>
  return
}
