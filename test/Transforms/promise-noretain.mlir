// RUN: %idealloc-opt %s --idealloc-promise-noretain | FileCheck %s --check-prefix=PROMISE
// RUN: %idealloc-opt %s --idealloc='retain=false lower=false' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=lower=false | FileCheck %s --check-prefix=KEPT

// Functions without a body promise, others say what they do.

// PROMISE: func.func private @kernel(memref<16xf32>) attributes {idealloc.noretain}
func.func private @kernel(memref<16xf32>)

// PROMISE: func.func private @same(memref<16xf32>) -> memref<16xf32> attributes {idealloc.noretain}
func.func private @same(memref<16xf32>) -> memref<16xf32>

// PROMISE: llvm.func @foreign(!llvm.ptr) attributes {idealloc.noretain
llvm.func @foreign(!llvm.ptr)

// PROMISE: func.func private @give(%{{.*}}: memref<16xf32>) -> memref<16xf32> {
func.func private @give(%m: memref<16xf32>) -> memref<16xf32> {
  return %m : memref<16xf32>
}

// PROMISE: func.func @main(
// CHECK-LABEL: func.func @main(
// CHECK: idealloc.arena {alignment = 64 : i64} : memref<128xi8>
// CHECK-COUNT-3: idealloc.slice
// CHECK: memref.alloc()
// CHECK-NOT: memref.alloc
// CHECK: return
// KEPT-LABEL: func.func @main(
// KEPT: idealloc.arena {alignment = 64 : i64} : memref<64xi8>
// KEPT-COUNT-1: idealloc.slice
// KEPT: return
func.func @main(%x: memref<16xf32>, %y: memref<16xf32>) -> memref<16xf32> {
  %a = memref.alloc() : memref<16xf32>
  memref.copy %x, %a : memref<16xf32> to memref<16xf32>
  call @kernel(%a) : (memref<16xf32>) -> ()
  // What it returns may be the argument.
  %b = memref.alloc() : memref<16xf32>
  memref.copy %a, %b : memref<16xf32> to memref<16xf32>
  %s = call @same(%b) : (memref<16xf32>) -> memref<16xf32>
  %c = memref.alloc() : memref<16xf32>
  memref.copy %s, %c : memref<16xf32> to memref<16xf32>
  memref.copy %s, %y : memref<16xf32> to memref<16xf32>
  memref.copy %c, %y : memref<16xf32> to memref<16xf32>
  // A body that is known is no matter of promises.
  %d = memref.alloc() : memref<16xf32>
  memref.copy %x, %d : memref<16xf32> to memref<16xf32>
  %r = call @give(%d) : (memref<16xf32>) -> memref<16xf32>
  return %r : memref<16xf32>
}
