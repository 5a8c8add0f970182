// T23. One arena per memory space; the space attribute can be absent, an integer, a
// string or any dialect attribute. memory_space_cast still aliases.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=memory-spaces=all -o /dev/null

// One arena each; the cast keeps %b alive.
//
// CHECK-LABEL: func.func @t23_spaces(
// CHECK-SAME: space = 0 : i64
// CHECK-SAME: space = 1 : i64
// CHECK-SAME: space = "L1"
// CHECK-SAME: space = #gpu.address_space<workgroup>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 6>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 10>, idealloc.offset = 0 : i64} : memref<16xf32, 1>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<7 to 8>, idealloc.offset = 0 : i64} : memref<16xf32, "L1">
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<8 to 9>, idealloc.offset = 0 : i64} : memref<16xf32, #gpu.address_space<workgroup>>
func.func @t23_spaces() {
  %a = memref.alloc() : memref<16xf32>
  %b = memref.alloc() : memref<16xf32, 1>
  %c = memref.alloc() : memref<16xf32, "L1">
  %d = memref.alloc() : memref<16xf32, #gpu.address_space<workgroup>>
  %e = memref.memory_space_cast %b : memref<16xf32, 1> to memref<16xf32>
  func.call @use_0(%a) : (memref<16xf32>) -> ()
  func.call @use_1(%b) : (memref<16xf32, 1>) -> ()
  func.call @use_2(%c) : (memref<16xf32, "L1">) -> ()
  func.call @use_3(%d) : (memref<16xf32, #gpu.address_space<workgroup>>) -> ()
  func.call @use_0(%e) : (memref<16xf32>) -> ()
  return
}
func.func private @use_0(memref<16xf32>) attributes {idealloc.noretain}
func.func private @use_1(memref<16xf32, 1>) attributes {idealloc.noretain}
func.func private @use_2(memref<16xf32, "L1">) attributes {idealloc.noretain}
func.func private @use_3(memref<16xf32, #gpu.address_space<workgroup>>) attributes {idealloc.noretain}
