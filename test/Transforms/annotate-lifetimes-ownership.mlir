// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets --idealloc-verify-offsets | FileCheck %s
// RUN: %idealloc-opt %s --idealloc --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=REMARK

// Addresses that -bufferization-lower-deallocations compares are no escape;
// any other use of an address is.

func.func private @dealloc_helper(memref<?xindex>, memref<?xindex>, memref<?xi1>, memref<?xi1>, memref<?xi1>)

// CHECK-LABEL: func.func @bookkeeping
// CHECK: memref.alloc() {{{.*}}idealloc.offset = {{.*}}} : memref<16xf32>
// CHECK: memref.alloc() {{{.*}}idealloc.offset = {{.*}}} : memref<1xindex>
// CHECK: call @dealloc_helper({{.*}}) {idealloc.noretain}
func.func @bookkeeping(%v: f32, %c: i1, %kept: memref<?xindex>, %owned: memref<?xi1>) {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %addresses = memref.alloc() : memref<1xindex>
  %conditions = memref.alloc() : memref<1xi1>
  %flags = memref.alloc() : memref<1xi1>
  %address = memref.extract_aligned_pointer_as_index %a : memref<16xf32> -> index
  memref.store %address, %addresses[%c0] : memref<1xindex>
  memref.store %c, %conditions[%c0] : memref<1xi1>
  %l0 = memref.cast %addresses : memref<1xindex> to memref<?xindex>
  %l1 = memref.cast %conditions : memref<1xi1> to memref<?xi1>
  %l2 = memref.cast %flags : memref<1xi1> to memref<?xi1>
  call @dealloc_helper(%l0, %kept, %l1, %l2, %owned) : (memref<?xindex>, memref<?xindex>, memref<?xi1>, memref<?xi1>, memref<?xi1>) -> ()
  %free = memref.load %flags[%c0] : memref<1xi1>
  scf.if %free {
    memref.dealloc %a : memref<16xf32>
  }
  memref.dealloc %addresses : memref<1xindex>
  memref.dealloc %conditions : memref<1xi1>
  memref.dealloc %flags : memref<1xi1>
  return
}

// REMARK: NotPlanned | {{.*}}Function=address_elsewhere{{.*}}takes its address
// CHECK-LABEL: func.func @address_elsewhere
// CHECK: memref.alloc() : memref<16xf32>
func.func @address_elsewhere(%v: f32, %out: memref<1xindex>) {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %address = memref.extract_aligned_pointer_as_index %a : memref<16xf32> -> index
  memref.store %address, %out[%c0] : memref<1xindex>
  return
}

// A list that something else reads too.
// REMARK: NotPlanned | {{.*}}Function=list_read_elsewhere{{.*}}takes its address
// CHECK-LABEL: func.func @list_read_elsewhere
// CHECK: memref.alloc() : memref<16xf32>
func.func @list_read_elsewhere(%v: f32) -> index {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %addresses = memref.alloc() : memref<1xindex>
  %address = memref.extract_aligned_pointer_as_index %a : memref<16xf32> -> index
  memref.store %address, %addresses[%c0] : memref<1xindex>
  %read = memref.load %addresses[%c0] : memref<1xindex>
  return %read : index
}
