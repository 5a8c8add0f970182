// T22. Padded / permuted / tiled layouts: size is (last linearised index + 1), memref.view
// cannot produce the type (identity only) -> view + reinterpret_cast, or skip affine_map layouts.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a spans 28 elements, %b 32; the tiled %c is refused.
//
// CHECK-LABEL: func.func @t22_layout(
// CHECK-SAME: bytes = 128 : i64, load = 128 : i64
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4>, idealloc.offset = 0 : i64} : memref<4x4xf32, strided<[8, 1]>>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>, idealloc.offset = 0 : i64} : memref<4x8xf32, strided<[1, 4]>>
// CHECK: memref.alloc() : memref<8x8xf32, #{{.*}}>
func.func @t22_layout() {
  %a = memref.alloc() : memref<4x4xf32, strided<[8, 1]>>
  %b = memref.alloc() : memref<4x8xf32, strided<[1, 4]>>
  // REMARK: :[[@LINE+1]]:8: remark: {{.*}} NotPlanned {{.*}} Kind=unknown-size,
  %c = memref.alloc() : memref<8x8xf32, affine_map<(i, j) -> (i floordiv 4, j floordiv 4, i mod 4, j mod 4)>>
  func.call @use_0(%a) : (memref<4x4xf32, strided<[8, 1]>>) -> ()
  func.call @use_1(%b) : (memref<4x8xf32, strided<[1, 4]>>) -> ()
  func.call @use_2(%c) : (memref<8x8xf32, affine_map<(i, j) -> (i floordiv 4, j floordiv 4, i mod 4, j mod 4)>>) -> ()
  return
}
func.func private @use_0(memref<4x4xf32, strided<[8, 1]>>) attributes {idealloc.noretain}
func.func private @use_1(memref<4x8xf32, strided<[1, 4]>>) attributes {idealloc.noretain}
func.func private @use_2(memref<8x8xf32, affine_map<(i, j) -> (i floordiv 4, j floordiv 4, i mod 4, j mod 4)>>) attributes {idealloc.noretain}
