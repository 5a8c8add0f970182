// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=1 strategy=exact threads=1' --remarks-filter=idealloc > %t.exact1 2>&1
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=1 strategy=exact threads=3' --remarks-filter=idealloc > %t.exact3 2>&1
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=1 strategy=boxing threads=1' --remarks-filter=idealloc > %t.boxing1 2>&1
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=1 strategy=boxing threads=3' --remarks-filter=idealloc > %t.boxing3 2>&1
// RUN: diff %t.exact1 %t.exact3
// RUN: diff %t.boxing1 %t.boxing3
// RUN: FileCheck %s < %t.boxing1

// Offsets and remark are the same for every number of threads.

// CHECK: Work="boxing: {{[0-9]+}} iteration
// CHECK: idealloc.offset
func.func @seven() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 1>} : memref<2xi8>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 2>} : memref<2xi8>
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 3>} : memref<1xi8>
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 4>} : memref<1xi8>
  %e = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 4>} : memref<1xi8>
  %f = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 5>} : memref<2xi8>
  %g = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>} : memref<2xi8>
  return
}
