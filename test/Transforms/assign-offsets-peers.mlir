// A planner of another system plans; what it cannot honour is refused.
// RUN: %idealloc-opt %s --idealloc-assign-offsets=strategy=tvm-greedy-by-conflicts | FileCheck %s
// RUN: not %idealloc-opt %s --idealloc-assign-offsets=strategy=executorch-greedy 2>&1 | FileCheck %s --check-prefix=REFUSED

// CHECK-LABEL: func.func @most_conflicts_first()
// REFUSED: assign-offsets-peers.mlir:[[#@LINE+1]]:1: error: {{.*}}strategy 'executorch-greedy' does not honour alignments
func.func @most_conflicts_first() {
  // CHECK: idealloc.offset = 128 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 2>} : memref<64xf32>
  // CHECK: idealloc.offset = 0 : i64}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>} : memref<32xf32>
  // CHECK: idealloc.offset = 128 : i64}
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>} : memref<16xf32>
  return
}
