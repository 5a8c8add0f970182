// RUN: %idealloc-test-opt %s --idealloc-shadow | FileCheck %s

// A call for each lane that is not masked out and not behind the end.

// CHECK-LABEL: func.func @lanes
// CHECK-SAME:      %[[V:.*]]: vector<4xf32>, %[[MASK:.*]]: vector<4xi1>, %[[STEPS:.*]]: vector<4xi32>, %[[I:[a-z0-9]*]]: index
// CHECK:         %[[A:.*]] = idealloc.slice
// CHECK:         %[[FOUR:.*]] = arith.constant 4 : index
// CHECK:         scf.for %[[LANE:.*]] = %{{.*}} to %[[FOUR]] step
// CHECK-NEXT:      %[[J:.*]] = arith.addi %[[I]], %[[LANE]]
// CHECK:           call @idealloc_shadow_write
// CHECK-NEXT:    }
// CHECK-NEXT:    vector.store
// CHECK:         scf.for %[[LANE:.*]] =
// CHECK-NEXT:      %[[STEP:.*]] = vector.extract %[[STEPS]][%[[LANE]]] : i32 from vector<4xi32>
// CHECK-NEXT:      %[[FAR:.*]] = arith.index_cast %[[STEP]]
// CHECK-NEXT:      %[[J:.*]] = arith.addi %[[I]], %[[FAR]]
// CHECK-NEXT:      %[[BIT:.*]] = vector.extract %[[MASK]][%[[LANE]]] : i1 from vector<4xi1>
// CHECK-NEXT:      scf.if %[[BIT]] {
// CHECK:             call @idealloc_shadow_read
// CHECK:         vector.gather
// CHECK:         scf.for %[[LANE:.*]] =
// CHECK-NEXT:      %[[J:.*]] = arith.addi %[[I]], %[[LANE]]
// CHECK:           %[[END:.*]] = memref.dim %[[A]]
// CHECK-NEXT:      %[[INSIDE:.*]] = arith.cmpi slt, %[[J]], %[[END]]
// CHECK-NEXT:      scf.if %[[INSIDE]] {
// CHECK:             call @idealloc_shadow_read
// CHECK:         vector.transfer_read
func.func @lanes(%v: vector<4xf32>, %mask: vector<4xi1>, %steps: vector<4xi32>, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 2 : memref<64xi8> to memref<16xf32>
  %zero = arith.constant 0.0 : f32
  vector.store %v, %a[%i] : memref<16xf32>, vector<4xf32>
  %g = vector.gather %a[%i] [%steps], %mask, %v : memref<16xf32>, vector<4xi32>, vector<4xi1>, vector<4xf32> into vector<4xf32>
  %t = vector.transfer_read %a[%i], %zero : memref<16xf32>, vector<4xf32>
  return
}
