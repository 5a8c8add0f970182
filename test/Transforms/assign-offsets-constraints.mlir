// RUN: %idealloc-opt %s --idealloc-assign-offsets='strategy=first-fit-begin reserve=1:0-100,1:256-320 capacity=1:384,default:64' | FileCheck %s


// Pins hold, reserved bytes stay free, each space has its own limits.
//
// CHECK-LABEL: func.func @pins_and_reserved()
// CHECK-SAME:    bytes = 384 : i64{{.*}} space = 1 : i64
// CHECK-SAME:    bytes = 64 : i64{{.*}} space = 0 : i64
func.func @pins_and_reserved() {
  // CHECK: idealloc.offset = 192 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>} : memref<16xf32, 1>
  // CHECK: idealloc.offset = 128 : i64, idealloc.pin = 128 : i64}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 9>, idealloc.pin = 128} : memref<16xf32, 1>
  // CHECK: idealloc.offset = 320 : i64}
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 9>} : memref<16xf32, 1>
  // CHECK: idealloc.offset = 0 : i64}
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 9>} : memref<16xf32>
  return
}
