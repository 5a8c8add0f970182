// RUN: %idealloc-opt %s --split-input-file --idealloc-verify-offsets | FileCheck %s
// RUN: %idealloc-opt %s --split-input-file --pass-pipeline='builtin.module(func.func(idealloc-verify-offsets))' | FileCheck %s

// Programs with offsets, written by hand, that are right. Buffers take 64 bytes.

#one = [{space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// One after the other.
// CHECK-LABEL: func @straight_line
func.func @straight_line(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// A store that nothing reads does no damage before the other is born.
// CHECK-LABEL: func @dead_store_before_birth
func.func @dead_store_before_birth(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// Deallocations neither read nor write.
// CHECK-LABEL: func @late_dealloc
func.func @late_dealloc(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.dealloc %a : memref<16xf32>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  memref.dealloc %b : memref<16xf32>
  return
}

// Buffers of exclusive branches, read after the branch through one value.
// CHECK-LABEL: func @exclusive_branches
func.func @exclusive_branches(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %r = scf.if %c -> (memref<16xf32>) {
    %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    scf.yield %t : memref<16xf32>
  } else {
    %e = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%e : memref<16xf32>)
    scf.yield %e : memref<16xf32>
  }
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}

// %a is needed in one branch only, so the other may overwrite it.
// CHECK-LABEL: func @dead_in_other_branch
func.func @dead_in_other_branch(%k: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  scf.index_switch %k
  case 0 {
    %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
    scf.yield
  }
  default {
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// Buffers of one iteration, of consecutive loops, and of the loop around them.
// CHECK-LABEL: func @iteration_local
func.func @iteration_local(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  scf.for %i = %c0 to %n step %c1 {
    %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
    affine.for %j = 0 to 4 {
      %c = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%c : memref<16xf32>)
      memref.copy %c, %out : memref<16xf32> to memref<16xf32>
    }
  }
  scf.for %i = %c0 to %n step %c1 {
    %d = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%d : memref<16xf32>)
    memref.copy %d, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// %r is a new value in every iteration, so %t of an earlier one is out of reach.
// CHECK-LABEL: func @branch_in_loop
func.func @branch_in_loop(%c: i1, %n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %r = scf.if %c -> (memref<16xf32>) {
      %t = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
      linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
      scf.yield %t : memref<16xf32>
    } else {
      scf.yield %out : memref<16xf32>
    }
    memref.copy %r, %out : memref<16xf32> to memref<16xf32>
    %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// Reading undefined bytes needs no protection.
// CHECK-LABEL: func @never_written
func.func @never_written(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  return
}

// An op may read two buffers that share bytes.
// CHECK-LABEL: func @two_reads
func.func @two_reads(%c: i1, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  scf.if %c {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  } else {
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  }
  linalg.add ins(%a, %b : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}

// The callee keeps nothing; what it returns is followed.
func.func private @touch(memref<16xf32>)
func.func private @pick(memref<16xf32>) -> memref<16xf32>
// CHECK-LABEL: func @call
func.func @call(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  func.call @touch(%a) {idealloc.noretain} : (memref<16xf32>) -> ()
  %r = func.call @pick(%a) {idealloc.noretain} : (memref<16xf32>) -> memref<16xf32>
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  func.call @touch(%b) {idealloc.noretain} : (memref<16xf32>) -> ()
  return
}

// Addresses that only decide what is freed.
func.func private @dealloc_helper(memref<?xindex>, memref<?xindex>, memref<?xi1>, memref<?xi1>, memref<?xi1>)
// CHECK-LABEL: func @ownership
func.func @ownership(%v: f32, %kept: memref<?xindex>, %flags: memref<?xi1>) attributes {idealloc.arenas = #one} {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %list = memref.alloc() : memref<1xindex>
  %address = memref.extract_aligned_pointer_as_index %a : memref<16xf32> -> index
  memref.store %address, %list[%c0] : memref<1xindex>
  %addresses = memref.cast %list : memref<1xindex> to memref<?xindex>
  call @dealloc_helper(%addresses, %kept, %flags, %flags, %flags) {idealloc.noretain} : (memref<?xindex>, memref<?xindex>, memref<?xi1>, memref<?xi1>, memref<?xi1>) -> ()
  return
}

// A lifetime is a claim, and not looked at.
// CHECK-LABEL: func @wrong_lifetimes
func.func @wrong_lifetimes(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #one} {
  %a = memref.alloc() {idealloc.offset = 0, idealloc.lifetime = #idealloc.lifetime<0 to 99>} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0, idealloc.lifetime = #idealloc.lifetime<0 to 99>} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}

// Nothing to verify: not planned, whatever it does.
// CHECK-LABEL: func @not_planned
func.func @not_planned() -> memref<16xf32> {
  %a = memref.alloc() : memref<16xf32>
  return %a : memref<16xf32>
}

// -----

#two = [{space = 0, bytes = 128, load = 128, lower_bound = 128, status = "optimal", alignment = 64}]

// The buffers touch and share no byte, in loops, parallel bodies and while.
// CHECK-LABEL: func @neighbours
func.func @neighbours(%n: index, %v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #two} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.add ins(%a, %a : memref<16xf32>, memref<16xf32>) outs(%b : memref<16xf32>)
  scf.parallel (%i) = (%c0) to (%n) step (%c1) {
    %x = memref.load %a[%i] : memref<16xf32>
    memref.store %x, %b[%i] : memref<16xf32>
    scf.reduce
  }
  %r:2 = scf.for %i = %c0 to %n step %c1 iter_args(%p = %a, %q = %b) -> (memref<16xf32>, memref<16xf32>) {
    memref.copy %p, %q : memref<16xf32> to memref<16xf32>
    scf.yield %q, %p : memref<16xf32>, memref<16xf32>
  }
  %w:3 = scf.while (%i = %c0, %x = %a, %y = %b) : (index, memref<16xf32>, memref<16xf32>) -> (index, memref<16xf32>, memref<16xf32>) {
    %go = arith.cmpi slt, %i, %n : index
    scf.condition(%go) %i, %y, %x : index, memref<16xf32>, memref<16xf32>
  } do {
  ^bb0(%i: index, %x: memref<16xf32>, %y: memref<16xf32>):
    memref.copy %x, %y : memref<16xf32> to memref<16xf32>
    %j = arith.addi %i, %c1 : index
    scf.yield %j, %x, %y : index, memref<16xf32>, memref<16xf32>
  }
  memref.copy %w#1, %out : memref<16xf32> to memref<16xf32>
  return
}

// Several blocks inside one op, and views of all kinds.
// CHECK-LABEL: func @blocks_and_views
func.func @blocks_and_views(%c: i1, %v: f32, %out: memref<4xf32>) attributes {idealloc.arenas = #two} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 64} : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %r = scf.execute_region -> memref<16xf32> {
    cf.cond_br %c, ^x(%a : memref<16xf32>), ^y
  ^x(%m: memref<16xf32>):
    linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
    scf.yield %m : memref<16xf32>
  ^y:
    scf.yield %b : memref<16xf32>
  }
  %s = arith.select %c, %r, %a : memref<16xf32>
  %d = memref.cast %s : memref<16xf32> to memref<?xf32>
  %base, %offset, %size, %stride = memref.extract_strided_metadata %d : memref<?xf32> -> memref<f32>, index, index, index
  %back = memref.reinterpret_cast %base to offset: [0], sizes: [4], strides: [1] : memref<f32> to memref<4xf32>
  %square = memref.expand_shape %a [[0, 1]] output_shape [4, 4] : memref<16xf32> into memref<4x4xf32>
  %turned = memref.transpose %square (i, j) -> (j, i) : memref<4x4xf32> to memref<4x4xf32, strided<[1, 4]>>
  %c0 = arith.constant 0 : index
  memref.store %v, %turned[%c0, %c0] : memref<4x4xf32, strided<[1, 4]>>
  memref.copy %back, %out : memref<4xf32> to memref<4xf32>
  return
}

// -----

#spaces = [{space = 1, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64},
           {space = "L1", bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64},
           {space = 0, bytes = 64, load = 64, lower_bound = 64, status = "optimal", alignment = 64}]

// Equal offsets in different memory spaces.
// CHECK-LABEL: func @two_spaces
func.func @two_spaces(%v: f32, %out: memref<16xf32>) attributes {idealloc.arenas = #spaces} {
  %a = memref.alloc() {idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 0} : memref<16xf32, 1>
  %c = memref.alloc() {idealloc.offset = 0} : memref<16xf32, "L1">
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %b : memref<16xf32> to memref<16xf32, 1>
  memref.copy %b, %c : memref<16xf32, 1> to memref<16xf32, "L1">
  linalg.add ins(%a, %b : memref<16xf32>, memref<16xf32, 1>) outs(%c : memref<16xf32, "L1">)
  memref.copy %c, %out : memref<16xf32, "L1"> to memref<16xf32>
  return
}
