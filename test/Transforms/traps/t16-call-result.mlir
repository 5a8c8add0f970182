// T16. The result of a call may alias any memref argument (and may be returned memory).

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a and %b may come back as %r: refused. %t is planned.
//
// CHECK-LABEL: func.func @t16_call_result(
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 11>, idealloc.offset = 0 : i64} : memref<16xf32>
func.func private @pick(memref<16xf32>, memref<16xf32>) -> memref<16xf32>
func.func @t16_call_result(%v: f32, %out: memref<16xf32>) {
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=func.call, Kind=escapes,
  %a = memref.alloc() : memref<16xf32>
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Culprit=func.call, Kind=escapes,
  %b = memref.alloc() : memref<16xf32>
  %r = func.call @pick(%a, %b) : (memref<16xf32>, memref<16xf32>) -> memref<16xf32>
  %t = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
  linalg.add ins(%r, %t : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
