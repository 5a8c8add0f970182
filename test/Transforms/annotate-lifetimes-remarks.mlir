// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes='min-size=8 memory-spaces=default' -allow-unregistered-dialect --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s

// One case for each reason. A remark stands at the allocation and names the op
// to blame, if another, and its place.

func.func private @callee(memref<16xf32>)

func.func @escapes(%m: memref<16xf32>, %box: memref<1xmemref<16xf32>>) -> memref<16xf32> {
  %c0 = arith.constant 0 : index
  // CHECK: :[[@LINE+1]]:15: remark: [Missed] NotPlanned | Category:idealloc | Function=escapes | At=loc("{{.*}}annotate-lifetimes-remarks.mlir":{{[0-9]+}}:3), Culprit=func.return, Kind=escapes, Reason="'func.return' returns it"
  %returned = memref.alloc() : memref<16xf32>
  // CHECK: :[[@LINE+1]]:13: remark: {{.*}} Culprit=func.call, Kind=escapes, Reason="the callee of 'func.call' may retain it: @callee has no body that is known here; promise the contrary with idealloc.noretain on the call or the function"
  %passed = memref.alloc() : memref<16xf32>
  call @callee(%passed) : (memref<16xf32>) -> ()
  // CHECK: :[[@LINE+1]]:13: remark: {{.*}} Culprit=memref.store, Kind=escapes, Reason="'memref.store' stores it in another memref, and who loads it from there is not followed"
  %stored = memref.alloc() : memref<16xf32>
  memref.store %stored, %box[%c0] : memref<1xmemref<16xf32>>
  // CHECK: :[[@LINE+1]]:11: remark: {{.*}} Culprit=builtin.unrealized_conversion_cast, Kind=escapes, Reason="'builtin.unrealized_conversion_cast' may forward it through its result"
  %cast = memref.alloc() : memref<16xf32>
  %p = builtin.unrealized_conversion_cast %cast : memref<16xf32> to !llvm.ptr
  // CHECK: :[[@LINE+1]]:14: remark: {{.*}} Culprit=memref.extract_aligned_pointer_as_index, Kind=escapes, Reason="'memref.extract_aligned_pointer_as_index' takes its address"
  %address = memref.alloc() : memref<16xf32>
  %q = memref.extract_aligned_pointer_as_index %address : memref<16xf32> -> index
  // CHECK: :[[@LINE+1]]:13: remark: {{.*}} Culprit=memref.distinct_objects, Kind=escapes, Reason="'memref.distinct_objects' promises that it shares no allocation with others, which an arena breaks"
  %object = memref.alloc() : memref<16xf32>
  %o:2 = memref.distinct_objects %object, %m : memref<16xf32>, memref<16xf32>
  // CHECK: :[[@LINE+1]]:12: remark: {{.*}} Culprit=memref.realloc, Kind=escapes, Reason="'memref.realloc' frees and replaces it; run -expand-realloc first"
  %grown = memref.alloc() : memref<16xf32>
  %r = memref.realloc %grown : memref<16xf32> to memref<32xf32>
  // CHECK: :[[@LINE+1]]:12: remark: {{.*}} Culprit=bufferization.dealloc, Kind=escapes, Reason="'bufferization.dealloc' compares its address at run time; run -bufferization-lower-deallocations first, or plan before the deallocation pipeline"
  %freed = memref.alloc() : memref<16xf32>
  %true = arith.constant true
  bufferization.dealloc (%freed : memref<16xf32>) if (%true)
  // CHECK: :[[@LINE+1]]:14: remark: {{.*}} Culprit=test.op, Kind=escapes, Reason="'test.op' is unknown: it declares no memory effects; promise with idealloc.noretain that it does not retain it"
  %unknown = memref.alloc() : memref<16xf32>
  "test.op"(%unknown) : (memref<16xf32>) -> ()
  // CHECK: :[[@LINE+1]]:16: remark: {{.*}} Culprit=memref.dma_start, Kind=escapes, Reason="'memref.dma_start' may access it until a later wait: none for its tag follows in its block"
  %in_flight = memref.alloc() : memref<16xf32>
  // CHECK: :[[@LINE+1]]:10: remark: {{.*}} Culprit=memref.dma_start, Kind=escapes,
  %tag = memref.alloca() : memref<1xi32>
  memref.dma_start %in_flight[%c0], %in_flight[%c0], %c0, %tag[%c0] : memref<16xf32>, memref<16xf32>, memref<1xi32>
  return %returned : memref<16xf32>
}

// The first culprit in program order is named.
func.func @escapes_twice() -> memref<16xf32> {
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Culprit=func.call, Kind=escapes,
  %a = memref.alloc() : memref<16xf32>
  call @callee(%a) : (memref<16xf32>) -> ()
  return %a : memref<16xf32>
}

func.func @escapes_into_a_region(%v: f32, %i: index) {
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=escapes_into_a_region | {{.*}} Culprit=async.execute, Kind=escapes, Reason="when the body of 'async.execute', which accesses it, runs is not known"
  %a = memref.alloc() : memref<16xf32>
  %token = async.execute {
    // CHECK: :[[@LINE+1]]:10: remark: {{.*}} Culprit=async.execute, Kind=escapes, Reason="when the body of 'async.execute' runs is not known"
    %b = memref.alloc() : memref<16xf32>
    memref.store %v, %a[%i] : memref<16xf32>
    memref.store %v, %b[%i] : memref<16xf32>
    async.yield
  }
  return
}

func.func @carried(%n: index, %v: f32, %init: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %r = scf.for %i = %c0 to %n step %c1 iter_args(%last = %init) -> (memref<16xf32>) {
    // CHECK: :[[@LINE+1]]:13: remark: {{.*}} Function=carried | At=loc("{{.*}}":[[@LINE+3]]:10), Culprit=memref.load, Kind=carried, Reason="an older generation of it may still be in use when it is allocated anew"
    %next = memref.alloc() : memref<16xf32>
    memref.store %v, %next[%i] : memref<16xf32>
    %x = memref.load %last[%i] : memref<16xf32>
    scf.yield %next : memref<16xf32>
  }
  return
}

func.func @carried_by_blocks(%c: i1, %v: f32, %i: index, %init: memref<16xf32>) {
  cf.br ^loop(%init : memref<16xf32>)
^loop(%last: memref<16xf32>):
  // CHECK: :[[@LINE+1]]:11: remark: {{.*}} Function=carried_by_blocks | At=loc("{{.*}}":[[@LINE+3]]:8), Culprit=memref.load, Kind=carried, Reason="an older generation of it may still be in use when it is allocated anew, in a loop of blocks; run -lift-cf-to-scf and -canonicalize first"
  %next = memref.alloc() : memref<16xf32>
  memref.store %v, %next[%i] : memref<16xf32>
  %x = memref.load %last[%i] : memref<16xf32>
  cf.cond_br %c, ^loop(%next : memref<16xf32>), ^exit
^exit:
  return
}

func.func @parallel(%v: f32) {
  scf.forall (%i) in (16) {
    // CHECK: :[[@LINE+1]]:10: remark: {{.*}} Function=parallel | At=loc("{{.*}}":[[@LINE-1]]:3), Culprit=scf.forall, Kind=parallel, Reason="instances of the body of 'scf.forall' may run concurrently"
    %t = memref.alloc() : memref<16xf32>
    memref.store %v, %t[%i] : memref<16xf32>
  }
  return
}

func.func @sizes(%n: index, %v: f32) {
  // CHECK: :[[@LINE+1]]:14: remark: {{.*}} Function=sizes | Kind=dynamic-shape, Reason="the shape of memref<?xf32> is not constant: dimension 0: argument 0 of 'func.func' has no upper bound"
  %dynamic = memref.alloc(%n) : memref<?xf32>
  // CHECK: :[[@LINE+1]]:14: remark: {{.*}} Kind=unknown-size, Reason="element type or layout of memref<1xmemref<16xf32>> has no known size in bytes"
  %unknown = memref.alloc() : memref<1xmemref<16xf32>>
  // CHECK: :[[@LINE+1]]:11: remark: {{.*}} Kind=zero-sized, Reason="it has no bytes"
  %zero = memref.alloc() : memref<0xf32>
  // CHECK: :[[@LINE+1]]:12: remark: {{.*}} Kind=never-accessed, Reason="nothing accesses it"
  %never = memref.alloc() : memref<16xf32>
  memref.dealloc %never : memref<16xf32>
  return
}

func.func @options(%v: f32, %i: index) {
  // CHECK: :[[@LINE+1]]:12: remark: {{.*}} Function=options | Kind=too-small, Reason="4 bytes are fewer than min-size=8"
  %small = memref.alloc() : memref<1xf32>
  memref.store %v, %small[%i] : memref<1xf32>
  // CHECK: :[[@LINE+1]]:12: remark: {{.*}} Kind=other-space, Reason="memory space 'L1' is not among those selected by memory-spaces"
  %other = memref.alloc() : memref<16xf32, "L1">
  memref.store %v, %other[%i] : memref<16xf32, "L1">
  // CHECK: :[[@LINE+1]]:11: remark: {{.*}} Kind=kept, Reason="'idealloc.keep' asks for it"
  %kept = memref.alloc() {idealloc.keep} : memref<16xf32>
  memref.store %v, %kept[%i] : memref<16xf32>
  return
}

func.func @shared_dealloc(%c: i1, %m: memref<16xf32>, %v: f32, %i: index) {
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=shared_dealloc | At=loc("{{.*}}":[[@LINE+4]]:3), Culprit=memref.dealloc, Kind=shared-dealloc, Reason="'memref.dealloc' may also free a buffer that is not planned"
  %a = memref.alloc() : memref<16xf32>
  %s = arith.select %c, %a, %m : memref<16xf32>
  memref.store %v, %s[%i] : memref<16xf32>
  memref.dealloc %s : memref<16xf32>
  return
}

// What is planned gets no remark here.
//
// CHECK-NOT: Function=planned
func.func @planned(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}
