// A dynamic shape with a proven upper bound becomes bytes for the largest shape
// and a view, whatever the bound follows from.

// RUN: %idealloc-opt %s --idealloc-make-static --remarks-filter=idealloc 2> %t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK < %t.remarks
// RUN: %idealloc-opt %s --idealloc-make-static --idealloc-annotate-lifetimes --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=PLANNED
// PLANNED-NOT: NotPlanned

// CHECK-LABEL: func.func @affine_min(
// CHECK:         %[[SIZE:.*]] = affine.min
// CHECK:         %[[BYTES:.*]] = memref.alloc() {alignment = 4 : i64} : memref<512xi8>
// CHECK:         %[[ZERO:.*]] = arith.constant 0 : index
// CHECK:         memref.view %[[BYTES]][%[[ZERO]]][%[[SIZE]]] : memref<512xi8> to memref<?x16xf32>
func.func @affine_min(%n: index, %v: f32, %i: index) {
  %m = affine.min affine_map<(d0) -> (d0, 8)>(%n)
  // REMARK: :[[@LINE+1]]:8: remark: [Passed] MadeStatic {{.*}} Function=affine_min | Bytes=512, Kind=bounded
  %a = memref.alloc(%m) : memref<?x16xf32>
  memref.store %v, %a[%i, %i] : memref<?x16xf32>
  return
}

// Value bounds know no minima of arith, integer ranges do.
// CHECK-LABEL: func.func @minsi(
// CHECK:         memref.alloc() {{.*}} : memref<64xi8>
func.func @minsi(%n: index, %v: f32, %i: index) {
  %c16 = arith.constant 16 : index
  %m = arith.minsi %n, %c16 : index
  %a = memref.alloc(%m) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}

// A remainder is below its divisor; two dynamic sizes multiply.
// CHECK-LABEL: func.func @remui(
// CHECK:         memref.alloc() {{.*}} : memref<144xi8>
func.func @remui(%n: index, %v: i8, %i: index) {
  %c13 = arith.constant 13 : index
  %m = arith.remui %n, %c13 : index
  %a = memref.alloc(%m, %m) : memref<?x?xi8>
  memref.store %v, %a[%i, %i] : memref<?x?xi8>
  return
}

// CHECK-LABEL: func.func @select_of_constants(
// CHECK:         memref.alloc() {{.*}} : memref<80xi8>
func.func @select_of_constants(%c: i1, %v: f32, %i: index) {
  %c7 = arith.constant 7 : index
  %c20 = arith.constant 20 : index
  %m = arith.select %c, %c7, %c20 : index
  %a = memref.alloc(%m) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}

// The last value of %i is 28.
// CHECK-LABEL: func.func @induction_variable(
// CHECK:         memref.alloc() {{.*}} : memref<{{112|124}}xi8>
func.func @induction_variable(%v: f32, %i: index) {
  %c0 = arith.constant 0 : index
  %c4 = arith.constant 4 : index
  %c32 = arith.constant 32 : index
  scf.for %k = %c0 to %c32 step %c4 {
    %a = memref.alloc(%k) : memref<?xf32>
    memref.store %v, %a[%i] : memref<?xf32>
  }
  return
}

// CHECK-LABEL: func.func @narrow_integer(
// CHECK:         memref.alloc() {{.*}} : memref<255xi8>
func.func @narrow_integer(%n: i8, %v: i1, %i: index) {
  %m = arith.index_castui %n : i8 to index
  %a = memref.alloc(%m) : memref<?xi1>
  memref.store %v, %a[%i] : memref<?xi1>
  return
}

// CHECK-LABEL: func.func @static_dim(
// CHECK:         memref.alloc() {{.*}} : memref<96xi8>
func.func @static_dim(%x: memref<24xf32>, %v: f32, %i: index) {
  %c0 = arith.constant 0 : index
  %m = memref.dim %x, %c0 : memref<24xf32>
  %a = memref.alloc(%m) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}
