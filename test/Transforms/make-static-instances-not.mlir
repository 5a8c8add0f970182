// Buffers in parallel bodies stay as they are if instances are not known, take
// more than instance-bytes, or may be meant to have memory of their own.

// RUN: %idealloc-opt %s -o %t.before
// RUN: %idealloc-opt %s --idealloc-make-static=instance-bytes=1024 --remarks-filter=idealloc -o %t.after 2>&1 | count 0
// RUN: diff %t.before %t.after

func.func @trip_count(%n: index, %v: f32) {
  scf.forall (%i) in (%n) {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%i] : memref<16xf32>
  }
  return
}

// 17 * 64 bytes.
func.func @too_many_bytes(%v: f32) {
  scf.forall (%i) in (17) {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%i] : memref<16xf32>
  }
  return
}

// 2^62 * 64 bytes.
func.func @overflow(%v: f32) {
  scf.forall (%i, %j) in (2147483648, 2147483648) {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%i] : memref<16xf32>
  }
  return
}

// The outer loop is parallel too.
func.func @outer(%n: index, %v: f32) {
  scf.forall (%i) in (%n) {
    scf.forall (%j) in (2) {
      %t = memref.alloc() : memref<16xf32>
      memref.store %v, %t[%j] : memref<16xf32>
    }
  }
  return
}

func.func @never_runs(%v: f32) {
  affine.parallel (%i) = (3) to (3) {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%i] : memref<16xf32>
  }
  return
}

func.func @bounds(%n: index, %v: f32) {
  affine.parallel (%i) = (0) to (min(%n, 8)) {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%i] : memref<16xf32>
  }
  return
}

func.func @pinned(%v: f32) {
  scf.forall (%i) in (2) {
    %t = memref.alloc() {idealloc.pin = 0 : i64} : memref<16xf32>
    memref.store %v, %t[%i] : memref<16xf32>
  }
  return
}

func.func @mapped(%v: f32) {
  scf.forall (%i) in (2) {
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%i] : memref<16xf32>
  } {mapping = [#gpu.thread<x>]}
  return
}

func.func @layout(%v: f32) {
  scf.forall (%i) in (2) {
    %t = memref.alloc() : memref<16xf32, strided<[2]>>
    memref.store %v, %t[%i] : memref<16xf32, strided<[2]>>
  }
  return
}

func.func @shared_dealloc(%v: f32, %c: i1, %x: memref<16xf32>) {
  scf.forall (%i) in (2) {
    %t = memref.alloc() : memref<16xf32>
    %s = arith.select %c, %t, %x : memref<16xf32>
    memref.store %v, %s[%i] : memref<16xf32>
    memref.dealloc %s : memref<16xf32>
  }
  return
}

func.func @asynchronous(%v: f32) {
  %token = async.execute {
    scf.forall (%i) in (2) {
      %t = memref.alloc() : memref<16xf32>
      memref.store %v, %t[%i] : memref<16xf32>
    }
    async.yield
  }
  async.await %token : !async.token
  return
}

func.func @linalg_body(%x: memref<16xf32>) {
  linalg.generic {indexing_maps = [affine_map<(d0) -> (d0)>], iterator_types = ["parallel"]} outs(%x : memref<16xf32>) {
  ^bb0(%e: f32):
    %c0 = arith.constant 0 : index
    %t = memref.alloc() : memref<16xf32>
    memref.store %e, %t[%c0] : memref<16xf32>
    linalg.yield %e : f32
  }
  return
}

gpu.module @device {
  gpu.func @kernel(%v: f32) {
    scf.forall (%i) in (2) {
      %t = memref.alloc() : memref<16xf32>
      memref.store %v, %t[%i] : memref<16xf32>
    }
    gpu.return
  }
}
