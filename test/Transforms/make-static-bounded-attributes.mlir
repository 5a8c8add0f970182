// What is stated of an allocation of a dynamic shape holds for its bytes: the
// alignment, the pin, the memory space, and the deallocation.

// RUN: %idealloc-opt %s --idealloc-make-static | FileCheck %s
// RUN: %idealloc-opt %s --idealloc | FileCheck %s --check-prefix=PLANNED

// CHECK-LABEL: func.func @attributes(
// CHECK:         %[[BYTES:.*]] = memref.alloc() {alignment = 128 : i64, idealloc.pin = 256 : i64, other} : memref<128xi8, 1>
// CHECK:         %[[VIEW:.*]] = memref.view %[[BYTES]]
// CHECK-SAME:      memref<128xi8, 1> to memref<?xcomplex<f32>, 1>
// CHECK:         memref.dealloc %[[VIEW]]

// PLANNED:     bytes = 384 : i64
// PLANNED:     memref.alloc() {{.*}} : memref<384xi8, 1>
// PLANNED-NOT: memref.alloc
func.func @attributes(%n: index, %v: complex<f32>, %i: index) {
  %m = affine.min affine_map<(d0) -> (d0, 16)>(%n)
  %a = memref.alloc(%m) {alignment = 128 : i64, idealloc.pin = 256 : i64, idealloc.offset = 0 : i64, other} : memref<?xcomplex<f32>, 1>
  memref.store %v, %a[%i] : memref<?xcomplex<f32>, 1>
  memref.dealloc %a : memref<?xcomplex<f32>, 1>
  return
}
