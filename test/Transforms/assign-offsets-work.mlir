// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=1 ' --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,AUTO
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=1 strategy=exact' --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,EXACT
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=1 strategy=greedy' --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,GREEDY
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=1 strategy=first-fit-size' --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,FIRST
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=1 strategy=boxing iterations=5' --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefixes=CHECK,BOXING

// The remark ends with the strategy and what it took. The bound of load, 4, is below
// the smallest plan, 5, so that it stops none.

// CHECK:      remark: [Passed] Plan | Category:idealloc | Function=seven | Allocations={{[0-9]+}}, ArenaBytes={{.*}}, Load=4, LowerBound=
// AUTO-SAME:   Work="auto: {{[0-9]+}} decodes and nodes"{{$}}
// EXACT-SAME:  Work="exact: {{[0-9]+}} decodes and nodes"{{$}}
// GREEDY-SAME: Work="greedy: 24 decodes"{{$}}
// FIRST-SAME:  Work="first-fit-size: 1 decode"{{$}}
// BOXING-SAME: Work="boxing: 5 iterations"{{$}}
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
