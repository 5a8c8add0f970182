// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s

// A buffer that is not planned because of a call: which callee, and why.

func.func private @unknown(memref<16xf32>)
func.func private @passes_on(%m: memref<16xf32>) {
  func.call @unknown(%m) : (memref<16xf32>) -> ()
  return
}
func.func private @again(%m: memref<16xf32>) {
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=again | {{.*}} Reason="the callee of 'func.call' may retain it: @again calls itself; promise the contrary with idealloc.noretain on the call or the function"
  %a = memref.alloc() : memref<16xf32>
  func.call @again(%a) : (memref<16xf32>) -> ()
  return
}
func.func private @ping(%m: memref<16xf32>) {
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=ping | {{.*}} Reason="the callee of 'func.call' may retain it: @pong is called by what it calls, through @ping; promise
  %a = memref.alloc() : memref<16xf32>
  func.call @pong(%a) : (memref<16xf32>) -> ()
  return
}
func.func private @pong(%m: memref<16xf32>) {
  func.call @ping(%m) : (memref<16xf32>) -> ()
  return
}

func.func @caller(%f: (memref<16xf32>) -> ()) {
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=caller | {{.*}} Reason="the callee of 'func.call' may retain it: @passes_on; promise
  %a = memref.alloc() : memref<16xf32>
  func.call @passes_on(%a) : (memref<16xf32>) -> ()
  // CHECK: :[[@LINE+1]]:8: remark: {{.*}} Function=caller | {{.*}} Reason="the callee of 'func.call_indirect' may retain it: which function it calls is not known; promise
  %b = memref.alloc() : memref<16xf32>
  func.call_indirect %f(%b) : (memref<16xf32>) -> ()
  return
}
