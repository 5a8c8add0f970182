// RUN: %idealloc-opt %s --idealloc-assign-offsets --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-assign-offsets --remarks-filter=idealloc --remark-format=yaml --remarks-output-file=%t.yaml -o /dev/null
// RUN: FileCheck %s --check-prefix=YAML < %t.yaml

// One remark per arena, with the figures of idealloc.arenas.

// CHECK:      :[[@LINE+8]]:1: remark: [Passed] Plan | Category:idealloc | Function=two_spaces | Allocations=2, ArenaBytes=128, Buffers=2, Load=128, LowerBound=128, Space=default, Status=optimal, TotalBytes=128, Work="auto: 1 decode"{{$}}
// CHECK:      :[[@LINE+7]]:1: remark: [Passed] Plan | Category:idealloc | Function=two_spaces | Allocations=2, ArenaBytes=65, Buffers=2, Load=2, LowerBound=65, Space=L1, Status=optimal, TotalBytes=2, Work="auto: 1 decode"{{$}}
// YAML:       --- !Passed
// YAML:       Pass: {{.*}}idealloc
// YAML:       Name: Plan
// YAML:       Function: two_spaces
// YAML:       ArenaBytes: {{.*}}128

func.func @two_spaces() {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32>
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<1xi8, "L1">
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<1xi8, "L1">
  return
}

// CHECK-NOT: Function=nothing_to_plan
func.func @nothing_to_plan() {
  return
}
