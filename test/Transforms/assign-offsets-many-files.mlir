// RUN: rm -rf %t && mkdir %t
// RUN: %idealloc-opt %s --idealloc-assign-offsets='dump-problem=%t/p.csv' -o /dev/null
// RUN: ls %t | FileCheck %s --check-prefix=FILES
// RUN: FileCheck %s --check-prefix=L1 < %t/p.main.L1.csv
// RUN: idealloc-plan %t/p.main.L1.csv -o %t/p.main.L1.csv
// RUN: idealloc-plan %t/p.main.default.csv -o %t/p.main.default.csv
// RUN: idealloc-plan %t/p.inner_main.default.csv -o %t/p.inner_main.default.csv
// RUN: idealloc-plan %t/p.same.default.csv -o %t/p.same.default.csv
// RUN: idealloc-plan %t/p.same.default-2.csv -o %t/p.same.default-2.csv
// RUN: idealloc-plan %t/p.odd____name.default.csv -o %t/p.odd____name.default.csv
// RUN: %idealloc-opt %s --idealloc-assign-offsets='load-plan=%t/p.csv' | FileCheck %s

// With several arenas there is one file each, named by function and space. The
// names of modules are part of it; where that leaves equal names, they are
// numbered. What could leave the folder is replaced.

// FILES-DAG:  p.inner_main.default.csv
// FILES-DAG:  p.main.L1.csv
// FILES-DAG:  p.odd____name.default.csv
// FILES-DAG:  p.main.default.csv
// FILES-DAG:  p.same.default-2.csv
// FILES-DAG:  p.same.default.csv

// L1:      id,lower,upper,size,alignment
// L1-NEXT: %b,0,9,32,64

// CHECK-LABEL: func.func @main()
// CHECK:         idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK:         idealloc.offset = 0 : i64} : memref<8xf32, "L1">
func.func @main() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<8xf32, "L1">
  return
}
// CHECK-LABEL: module @inner
module @inner {
  // CHECK: idealloc.offset = 0 : i64} : memref<32xf32>
  func.func @main() {
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<32xf32>
    return
  }
}
module {
  // CHECK: idealloc.offset = 0 : i64} : memref<64xf32>
  func.func @same() {
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<64xf32>
    return
  }
}
module {
  // CHECK: idealloc.offset = 0 : i64} : memref<128xf32>
  func.func @same() {
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<128xf32>
    return
  }
}
// CHECK: idealloc.offset = 0 : i64} : memref<256xf32>
func.func @"odd/../name"() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<256xf32>
  return
}
