// T17. Alias carriers that BufferViewFlowAnalysis (MLIR 22.1.8) does not follow:
// distinct_objects, unrealized_conversion_cast, to_tensor/to_buffer, memref-in-memref,
// aligned pointer as index, async.value. Checked: -optimize-allocation-liveness moves
// the dealloc above the aliased access for every one of them.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a is refused at the first carrier, %box because its elements have no known size.
//
// CHECK-LABEL: func.func @t17_opaque_alias(
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() : memref<1xmemref<16xf32>>
func.func @t17_opaque_alias(%b: memref<16xf32>, %v: f32) {
  %c0 = arith.constant 0 : index
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=memref.distinct_objects, Kind=escapes,
  %a = memref.alloc() : memref<16xf32>
  %x, %y = memref.distinct_objects %a, %b : memref<16xf32>, memref<16xf32>
  memref.store %v, %x[%c0] : memref<16xf32>
  %u = builtin.unrealized_conversion_cast %a : memref<16xf32> to memref<4x4xf32>
  memref.store %v, %u[%c0, %c0] : memref<4x4xf32>
  %t = bufferization.to_tensor %a restrict writable : memref<16xf32> to tensor<16xf32>
  %w = bufferization.to_buffer %t : tensor<16xf32> to memref<16xf32>
  memref.store %v, %w[%c0] : memref<16xf32>
  // REMARK: :[[@LINE+1]]:10: remark: {{.*}} NotPlanned {{.*}} Kind=unknown-size,
  %box = memref.alloc() : memref<1xmemref<16xf32>>
  memref.store %a, %box[%c0] : memref<1xmemref<16xf32>>
  %z = memref.load %box[%c0] : memref<1xmemref<16xf32>>
  memref.store %v, %z[%c0] : memref<16xf32>
  %p = memref.extract_aligned_pointer_as_index %a : memref<16xf32> -> index
  %pi = arith.index_cast %p : index to i64
  %ptr = llvm.inttoptr %pi : i64 to !llvm.ptr
  llvm.store %v, %ptr : f32, !llvm.ptr
  return
}
