// The page of a program: memories side by side, what lies outside, the dark theme.

// REQUIRES: browser, mlir
// RUN: idealloc-opt %s --idealloc="memory-spaces=1,2 report=%t.html" -o /dev/null
// RUN: node %S/Inputs/memories.js %t.html | FileCheck %s

// CHECK: two memories

memref.global "private" constant @weights : memref<1024xf32> = dense<1.0>
func.func @f(%v: f32, %i: index) -> memref<16xf32> {
  %a = memref.alloc() : memref<16xf32, 1> loc("first/sum")
  memref.store %v, %a[%i] : memref<16xf32, 1>
  %x = memref.load %a[%i] : memref<16xf32, 1>
  %b = memref.alloc() : memref<16xf32, 2> loc("second/sum")
  memref.store %x, %b[%i] : memref<16xf32, 2>
  %y = memref.load %b[%i] : memref<16xf32, 2>
  %c = memref.alloc() : memref<64xf32, 2> loc("second/scaled")
  memref.store %y, %c[%i] : memref<64xf32, 2>
  %z = memref.load %c[%i] : memref<64xf32, 2>
  // So that the first buffer is a small part of the time.
  %z1 = arith.addf %z, %z : f32
  %z2 = arith.addf %z1, %z1 : f32
  %z3 = arith.addf %z2, %z2 : f32
  %z4 = arith.addf %z3, %z3 : f32
  %z5 = arith.addf %z4, %z4 : f32
  %d = memref.alloc() : memref<64xf32, 2> loc("second/late")
  memref.store %z5, %d[%i] : memref<64xf32, 2>
  %late = memref.load %d[%i] : memref<64xf32, 2>
  %r = memref.alloc() : memref<16xf32>
  memref.store %late, %r[%i] : memref<16xf32>
  return %r : memref<16xf32>
}
