// RUN: %idealloc-opt %s --idealloc-lower-to-memref=storage=argument | FileCheck %s

// One argument per memory space; a callee may need spaces that its caller does
// not use itself.

// CHECK-LABEL: func.func private @callee(
// CHECK-SAME:    %[[CONE:[a-z0-9]+]]: memref<64xi8, 1> {idealloc.arena = {alignment = 64 : i64, bytes = 64 : i64}}, %[[CL1:[a-z0-9]+]]: memref<32xi8, "L1"> {idealloc.arena = {alignment = 64 : i64, bytes = 32 : i64}})
// CHECK-DAG:     memref.view %[[CONE]][%{{.*}}][] : memref<64xi8, 1> to memref<16xf32, 1>
// CHECK-DAG:     memref.view %[[CL1]][%{{.*}}][] : memref<32xi8, "L1"> to memref<8xf32, "L1">
func.func private @callee(%v: f32, %i: index) {
  %one = idealloc.arena {alignment = 64 : i64} : memref<64xi8, 1>
  %l1 = idealloc.arena {alignment = 64 : i64} : memref<32xi8, "L1">
  %a = idealloc.slice %one[0] slot 0 live 0 to 9 : memref<64xi8, 1> to memref<16xf32, 1>
  %b = idealloc.slice %l1[0] slot 1 live 0 to 9 : memref<32xi8, "L1"> to memref<8xf32, "L1">
  memref.store %v, %a[%i] : memref<16xf32, 1>
  memref.store %v, %b[%i] : memref<8xf32, "L1">
  return
}

// CHECK-LABEL: func.func @caller(
// CHECK-SAME:    %[[L1:[a-z0-9]+]]: memref<96xi8, "L1"> {idealloc.arena = {alignment = 64 : i64, bytes = 96 : i64}}, %[[ONE:[a-z0-9]+]]: memref<64xi8, 1> {idealloc.arena = {alignment = 64 : i64, bytes = 64 : i64}})
// CHECK:         %[[FRAME:.*]] = memref.view %[[L1]][%{{.*}}][] : memref<96xi8, "L1"> to memref<32xi8, "L1">
// CHECK:         call @callee(%{{.*}}, %{{.*}}, %[[ONE]], %[[FRAME]])
func.func @caller(%v: f32, %i: index) {
  %l1 = idealloc.arena {alignment = 64 : i64} : memref<64xi8, "L1">
  call @callee(%v, %i) : (f32, index) -> ()
  return
}
