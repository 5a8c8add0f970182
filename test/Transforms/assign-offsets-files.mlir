// RUN: rm -rf %t && mkdir %t
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=16 dump-problem=%t/p.csv' -o %t/planned.mlir
// RUN: FileCheck %s --check-prefix=PROBLEM < %t/p.csv
// RUN: idealloc-plan %t/p.csv -o %t/plan.csv --strategy first-fit-begin
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=16 load-plan=%t/plan.csv' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-assign-offsets='alignment=16 load-plan=%t/plan.csv' --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %t/planned.mlir --idealloc-assign-offsets='alignment=16 load-plan=%t/plan.csv' | FileCheck %s

// From IR to idealloc-plan and back: the offsets are those of the file, also for a
// text of the program in which the buffers have other names.

// PROBLEM:      id,lower,upper,size,alignment,gaps,offset
// PROBLEM-NEXT: %a,2,6,64,16,,
// PROBLEM-NEXT: %b,4,20,128,64,9-12,
// PROBLEM-NEXT: %c,4,9,16,16,,256

// REMARK: remark: [Passed] Plan | Category:idealloc | Function=problem | Allocations=3, ArenaBytes=272, Buffers=3, Load=208, LowerBound=272, Space=default, Status=optimal, TotalBytes=208{{$}}

// CHECK-LABEL: func.func @problem()
// CHECK-SAME:    [{alignment = 64 : i64, bytes = 272 : i64, load = 208 : i64, lower_bound = 272 : i64, space = 0 : i64, status = "optimal", ticks = 4 : i64}]
func.func @problem() {
  // CHECK: idealloc.offset = 0 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>} : memref<16xf32>
  // CHECK: idealloc.offset = 64 : i64}
  %b = memref.alloc() {alignment = 64 : i64, idealloc.lifetime = #idealloc.lifetime<4 to 9, 12 to 20>} : memref<32xf32>
  // CHECK: idealloc.offset = 256 : i64, idealloc.pin = 256 : i64}
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 9>, idealloc.pin = 256} : memref<4xf32>
  return
}
