// RUN: %idealloc-opt %s --idealloc --remarks-filter=idealloc 2>&1 | FileCheck %s
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes='leave-unverifiable=false' --idealloc-assign-offsets --idealloc-verify-offsets 2>&1 | FileCheck %s --check-prefix=ERROR

// What the verifier cannot follow costs one buffer, not the module.

// CHECK: remark: [Missed] NotPlanned {{.*}} Culprit=func.call, Kind=unverified, Reason="it could not be verified: 'func.call' may access it until a wait, which its block does not have"
// CHECK: Allocations=1,
// ERROR: error: cannot be verified: 'func.call' may access it until a wait

func.func private @takes_a_token(%t: !async.token, %m: memref<16xf32>) attributes {idealloc.noretain} {
  async.await %t : !async.token
  linalg.exp ins(%m : memref<16xf32>) outs(%m : memref<16xf32>)
  return
}

func.func @f(%t: !async.token, %x: memref<16xf32>, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  %u = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  func.call @takes_a_token(%t, %a) : (!async.token, memref<16xf32>) -> ()
  linalg.exp ins(%x : memref<16xf32>) outs(%u : memref<16xf32>)
  linalg.exp ins(%u : memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
