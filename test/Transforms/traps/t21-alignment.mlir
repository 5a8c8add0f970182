// T21. No alignment attribute does not mean alignment 1: loads through a memref of f64
// or vector<4xf32> assume at least the element's ABI alignment. 3 bytes of i8 then f64
// at offset 3 is UB (upstream's planner uses value_or(1)).

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets='alignment=1 strategy=first-fit-begin' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc=alignment=1 -o /dev/null

// Without any alignment asked for, %b lies on 8 bytes and %c on 16.
//
// CHECK-LABEL: func.func @t21_alignment(
// CHECK-SAME:    alignment = 16 : i64, bytes = 64 : i64, load = 51 : i64
// CHECK:         memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 8>, idealloc.offset = 0 : i64} : memref<3xi8>
// CHECK:         memref.alloc() {idealloc.lifetime = #idealloc.lifetime<5 to 9>, idealloc.offset = 8 : i64} : memref<2xf64>
// CHECK:         memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 10>, idealloc.offset = 32 : i64} : memref<2xvector<4xf32>>
func.func @t21_alignment(%v: f64, %w: vector<4xf32>) {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<3xi8>
  %b = memref.alloc() : memref<2xf64>
  %c = memref.alloc() : memref<2xvector<4xf32>>
  func.call @use_0(%a) : (memref<3xi8>) -> ()
  memref.store %v, %b[%c0] : memref<2xf64>
  memref.store %w, %c[%c0] : memref<2xvector<4xf32>>
  func.call @use_0(%a) : (memref<3xi8>) -> ()
  func.call @use_1(%b) : (memref<2xf64>) -> ()
  func.call @use_2(%c) : (memref<2xvector<4xf32>>) -> ()
  return
}
func.func private @use_0(memref<3xi8>) attributes {idealloc.noretain}
func.func private @use_1(memref<2xf64>) attributes {idealloc.noretain}
func.func private @use_2(memref<2xvector<4xf32>>) attributes {idealloc.noretain}
