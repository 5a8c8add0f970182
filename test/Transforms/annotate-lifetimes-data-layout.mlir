// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets='alignment=1 dump-problem=%t.csv' -o /dev/null
// RUN: FileCheck %s < %t.csv

// The data layout decides how large and how aligned an index is.
//
// CHECK:      id,lower,upper,size,alignment
// CHECK-NEXT: %a,1,2,32,4
module attributes {dlti.dl_spec = #dlti.dl_spec<#dlti.dl_entry<index, 32>>} {
  func.func @index_of_32_bits(%i: index) {
    %a = memref.alloc() : memref<8xindex> // 0
    memref.store %i, %a[%i] : memref<8xindex> // 1
    return
  }
}
