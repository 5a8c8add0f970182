// T20. Byte sizes as LLVM lays them out (checked with mlir-translate): i1 -> 1 B each
// (16 B, not 2), i4 -> 1 B each (16 B, not 8), vector<3xf32> -> 16 B stride (64 B, not
// 48), i24 -> 4 B stride (16 B, not 12), index -> DataLayout. bits/8 and bits rounded
// over the whole memref both under-allocate.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=dump-problem=%t.csv | FileCheck %s
// RUN: FileCheck %s --check-prefix=CSV < %t.csv
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// All planned, all in one place: they live one after the other.
//
// CHECK-LABEL:   func.func @t20_sizes()
// CHECK-SAME:      bytes = 64 : i64
// CHECK-COUNT-6:   memref.alloc() {idealloc.lifetime = #idealloc.lifetime<{{[0-9]+}} to {{[0-9]+}}>, idealloc.offset = 0 : i64}
//
// CSV:      id,lower,upper,size,alignment
// CSV-NEXT: %a,6,7,16,64
// CSV-NEXT: %b,7,8,16,64
// CSV-NEXT: %c,8,9,64,64
// CSV-NEXT: %d,9,10,16,64
// CSV-NEXT: %e,10,11,32,64
// CSV-NEXT: %f,11,12,64,64
func.func @t20_sizes() {
  %a = memref.alloc() : memref<16xi1>
  %b = memref.alloc() : memref<16xi4>
  %c = memref.alloc() : memref<4xvector<3xf32>>
  %d = memref.alloc() : memref<4xi24>
  %e = memref.alloc() : memref<4xindex>
  %f = memref.alloc() : memref<4xcomplex<f64>>
  func.call @use_0(%a) : (memref<16xi1>) -> ()
  func.call @use_1(%b) : (memref<16xi4>) -> ()
  func.call @use_2(%c) : (memref<4xvector<3xf32>>) -> ()
  func.call @use_3(%d) : (memref<4xi24>) -> ()
  func.call @use_4(%e) : (memref<4xindex>) -> ()
  func.call @use_5(%f) : (memref<4xcomplex<f64>>) -> ()
  return
}
func.func private @use_0(memref<16xi1>) attributes {idealloc.noretain}
func.func private @use_1(memref<16xi4>) attributes {idealloc.noretain}
func.func private @use_2(memref<4xvector<3xf32>>) attributes {idealloc.noretain}
func.func private @use_3(memref<4xi24>) attributes {idealloc.noretain}
func.func private @use_4(memref<4xindex>) attributes {idealloc.noretain}
func.func private @use_5(memref<4xcomplex<f64>>) attributes {idealloc.noretain}
