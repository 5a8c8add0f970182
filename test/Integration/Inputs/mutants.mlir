// Programs that planted bugs need to show.

// Two buffers of a parallel loop, each overwritten and read by every instance.
func.func @parallel(%v: f32, %w: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
    linalg.fill ins(%w : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
    scf.reduce
  }
  return
}

// -----

// A buffer that goes on as a block argument.
func.func @branches(%v: f32, %w: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  cf.br ^next(%a : memref<16xf32>)
^next(%x: memref<16xf32>):
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%w : f32) outs(%t : memref<16xf32>)
  memref.copy %t, %out : memref<16xf32> to memref<16xf32>
  memref.copy %x, %last : memref<16xf32> to memref<16xf32>
  return
}

// -----

// A buffer of which a part is written again.
func.func @parts(%v: f32, %w: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%w : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  %low = memref.subview %a[0] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1]>>
  linalg.fill ins(%w : f32) outs(%low : memref<8xf32, strided<[1]>>)
  memref.copy %a, %last : memref<16xf32> to memref<16xf32>
  return
}

// -----

// A callee of a callee reads one buffer after another has been filled.
func.func private @read(%x: memref<16xf32>, %to: memref<16xf32>) {
  memref.copy %x, %to : memref<16xf32> to memref<16xf32>
  return
}
func.func private @peek(%x: memref<16xf32>, %to: memref<16xf32>) {
  call @read(%x, %to) : (memref<16xf32>, memref<16xf32>) -> ()
  return
}
func.func @callee_reads(%v: f32, %w: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%w : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  call @peek(%a, %last) : (memref<16xf32>, memref<16xf32>) -> ()
  return
}

// -----

// A callee fills a buffer before another is filled.
func.func private @fill(%x: memref<16xf32>, %v: f32) {
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  return
}
func.func @callee_writes(%v: f32, %w: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  call @fill(%a, %v) : (memref<16xf32>, f32) -> ()
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%w : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  memref.copy %a, %last : memref<16xf32> to memref<16xf32>
  return
}

// -----

// A callee returns what it was given.
func.func private @same(%x: memref<16xf32>) -> memref<16xf32> {
  return %x : memref<16xf32>
}
func.func @callee_returns(%v: f32, %w: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %r = call @same(%a) : (memref<16xf32>) -> memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%w : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  memref.copy %r, %last : memref<16xf32> to memref<16xf32>
  return
}

// -----

// A callee stores what it was given.
func.func private @keep(%x: memref<16xf32>, %box: memref<memref<16xf32>>) {
  memref.store %x, %box[] : memref<memref<16xf32>>
  return
}
func.func @callee_keeps(%v: f32, %w: f32, %out: memref<16xf32>, %box: memref<memref<16xf32>>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  call @keep(%a, %box) : (memref<16xf32>, memref<memref<16xf32>>) -> ()
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%w : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  %k = memref.load %box[] : memref<memref<16xf32>>
  memref.copy %k, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

// A buffer that a transfer reads until the next iteration.
func.func @pipeline(%v: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %t = memref.alloc() : memref<1xi32>
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.dma_start %b[%c0], %out[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  scf.for %i = %c0 to %c4 step %c1 {
    %o = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%o : memref<16xf32>)
    memref.copy %o, %last : memref<16xf32> to memref<16xf32>
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.dma_start %b[%c0], %out[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  }
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  return
}

// -----

// One transfer goes on into the next iteration, which allocates the buffer anew.
func.func @flying(%v: f32, %x: memref<16xf32>, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c16 = arith.constant 16 : index
  %t = memref.alloc() : memref<1xi32>
  memref.dma_start %x[%c0], %out[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  scf.for %i = %c0 to %c4 step %c1 {
    %b = memref.alloc() : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.dma_start %b[%c0], %out[%c0], %c16, %t[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
    memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  }
  memref.dma_wait %t[%c0], %c16 : memref<1xi32>
  return
}

// -----

// A callee of two blocks is not inlined in the time of the program; it needs its
// buffers early and late.
func.func private @fill(%v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  cf.br ^next
^next:
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  %c = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%c : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  memref.copy %c, %out : memref<16xf32> to memref<16xf32>
  return
}
func.func @across(%v: f32, %w: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %x = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  call @fill(%w, %out) : (f32, memref<16xf32>) -> ()
  memref.copy %x, %last : memref<16xf32> to memref<16xf32>
  return
}

// -----

// Two calls, each with a buffer of the caller that lives across it.
func.func private @fill(%v: f32, %out: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  memref.copy %t, %out : memref<16xf32> to memref<16xf32>
  return
}
func.func @twice(%v: f32, %w: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %x = memref.alloc() : memref<16xf32>
  %y = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  call @fill(%w, %out) : (f32, memref<16xf32>) -> ()
  linalg.fill ins(%w : f32) outs(%y : memref<16xf32>)
  memref.copy %x, %last : memref<16xf32> to memref<16xf32>
  call @fill(%v, %out) : (f32, memref<16xf32>) -> ()
  memref.copy %y, %last : memref<16xf32> to memref<16xf32>
  return
}

// -----

// A callee with a buffer that runs beside itself, and is not inlined.
func.func private @fill(%v: f32, %out: memref<16xf32>) {
  cf.br ^next
^next:
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  memref.copy %t, %out : memref<16xf32> to memref<16xf32>
  return
}
func.func @beside(%v: f32, %w: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %x = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  scf.parallel (%i) = (%c0) to (%c4) step (%c1) {
    func.call @fill(%w, %out) : (f32, memref<16xf32>) -> ()
    scf.reduce
  }
  memref.copy %x, %last : memref<16xf32> to memref<16xf32>
  return
}

// -----

// What the first call returned is read after the second.
func.func private @make(%v: f32) -> memref<16xf32> {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  return %t : memref<16xf32>
}
func.func @results(%v: f32, %w: f32, %out: memref<16xf32>, %last: memref<16xf32>) {
  %x = call @make(%v) : (f32) -> memref<16xf32>
  %y = call @make(%w) : (f32) -> memref<16xf32>
  memref.copy %x, %out : memref<16xf32> to memref<16xf32>
  memref.copy %y, %last : memref<16xf32> to memref<16xf32>
  return
}

// -----

// A callee waits for a token that it is given, which the verifier does not follow.
func.func private @copy_after(%t: !async.token, %a: memref<16xf32>, %x: memref<16xf32>) {
  async.await %t : !async.token
  memref.copy %a, %x : memref<16xf32> to memref<16xf32>
  return
}
func.func @waits(%t: !async.token, %v: f32, %x: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  call @copy_after(%t, %a, %x) : (!async.token, memref<16xf32>, memref<16xf32>) -> ()
  return
}

// -----

// All threads read %a while the first may write %b already.
func.func @threads(%t: index, %i: index, %v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32, 3>
  %b = memref.alloc() : memref<16xf32, 3>
  memref.store %v, %a[%t] : memref<16xf32, 3>
  gpu.barrier
  %w = memref.load %a[%i] : memref<16xf32, 3>
  memref.store %w, %b[%t] : memref<16xf32, 3>
  gpu.barrier
  %u = memref.load %b[%i] : memref<16xf32, 3>
  memref.store %u, %out[%t] : memref<16xf32>
  return
}

// -----

// One function keeps a sum, which another reads, with buffers of their own.
memref.global "private" @sum : memref<16xf32> = uninitialized {idealloc.state}
func.func @add(%x: memref<16xf32>) {
  %sum = memref.get_global @sum : memref<16xf32>
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  linalg.add ins(%sum, %t : memref<16xf32>, memref<16xf32>) outs(%sum : memref<16xf32>)
  return
}
func.func @get(%out: memref<16xf32>) {
  %sum = memref.get_global @sum : memref<16xf32>
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%sum : memref<16xf32>) outs(%t : memref<16xf32>)
  memref.copy %t, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

// Two functions that may run at the same time.
func.func @one(%v: f32, %out: memref<16xf32>) attributes {idealloc.concurrent} {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  memref.copy %t, %out : memref<16xf32> to memref<16xf32>
  return
}
func.func @two(%v: f32, %out: memref<16xf32>) attributes {idealloc.concurrent} {
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  memref.copy %t, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

// Loops run down the columns: rows that are still to be read are written over.
#columns = affine_map<(i, j) -> (j, i)>
func.func @columns(%x: memref<8x8xi32>, %y: memref<8x8xi8>) attributes {idealloc.in_order} {
  %a = memref.alloc() : memref<8x8xi32>
  %b = memref.alloc() : memref<8x8xi8>
  memref.copy %x, %a : memref<8x8xi32> to memref<8x8xi32>
  linalg.generic {indexing_maps = [#columns, #columns], iterator_types = ["parallel", "parallel"]} ins(%a : memref<8x8xi32>) outs(%b : memref<8x8xi8>) {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  memref.copy %b, %y : memref<8x8xi8> to memref<8x8xi8>
  return
}

// -----

// Two buffers hold one value in turns; the second of the two ops turns it over.
func.func @turns(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  %a = memref.alloc() : memref<8x8xf32>
  %b = memref.alloc() : memref<8x8xf32>
  memref.copy %x, %a : memref<8x8xf32> to memref<8x8xf32>
  scf.for %i = %c0 to %c3 step %c1 {
    linalg.floor ins(%a : memref<8x8xf32>) outs(%b : memref<8x8xf32>)
    linalg.transpose ins(%b : memref<8x8xf32>) outs(%a : memref<8x8xf32>) permutation = [1, 0]
  }
  memref.copy %a, %y : memref<8x8xf32> to memref<8x8xf32>
  return
}

// -----

// One of two buffers is read six times, the last time behind another buffer.
func.func @row(%c: i1, %v: f32, %x: memref<16xf32>, %y: memref<16xf32>, %z: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  memref.copy %x, %b : memref<16xf32> to memref<16xf32>
  %s = arith.select %c, %a, %b : memref<16xf32>
  linalg.add ins(%s, %y : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  linalg.add ins(%s, %y : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  linalg.add ins(%s, %y : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  linalg.add ins(%s, %y : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  linalg.add ins(%s, %y : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  memref.copy %t, %z : memref<16xf32> to memref<16xf32>
  linalg.add ins(%s, %y : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  return
}
