// RUN: %idealloc-opt %s --idealloc --split-input-file | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='storage=argument lifetimes=given' --split-input-file | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=storage=global --split-input-file | FileCheck %s

// Nothing to do, and nothing done.

// CHECK:       module @empty {
// CHECK-NEXT:  }
module @empty {
}

// -----

// CHECK:       module @functions {
// CHECK-NEXT:    func.func private @no_body(memref<16xf32>) -> memref<?xf32>
// CHECK-NEXT:    func.func @empty_body() {
// CHECK-NEXT:      return
// CHECK-NEXT:    }
// CHECK-NEXT:    func.func @no_allocation(%[[M:.*]]: memref<16xf32>) -> memref<16xf32> {
// CHECK-NEXT:      return %[[M]] : memref<16xf32>
// CHECK-NEXT:    }
// CHECK-NEXT:    func.func @no_plannable_allocation() -> memref<16xf32> {
// CHECK-NEXT:      %[[A:.*]] = memref.alloc() : memref<16xf32>
// CHECK-NEXT:      return %[[A]] : memref<16xf32>
// CHECK-NEXT:    }
// CHECK-NEXT:  }
module @functions {
  func.func private @no_body(memref<16xf32>) -> memref<?xf32>
  func.func @empty_body() {
    return
  }
  func.func @no_allocation(%m: memref<16xf32>) -> memref<16xf32> {
    return %m : memref<16xf32>
  }
  func.func @no_plannable_allocation() -> memref<16xf32> {
    %a = memref.alloc() : memref<16xf32>
    return %a : memref<16xf32>
  }
}
