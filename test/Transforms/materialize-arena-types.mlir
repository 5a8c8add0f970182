// RUN: %idealloc-opt %s --idealloc-materialize-arena -allow-unregistered-dialect | FileCheck %s

// One arena per memory space, slices of every type that can be planned. The
// alignment that an allocation asked for and the attributes of others stay.
//
// CHECK-LABEL: func.func @types()
// CHECK-DAG:     %[[PLAIN:.*]] = idealloc.arena {alignment = 128 : i64} : memref<512xi8>
// CHECK-DAG:     %[[L1:.*]] = idealloc.arena {alignment = 64 : i64} : memref<4xi8, "L1">
// CHECK:         idealloc.slice %[[PLAIN]][0] slot 0 live 0 to 9 : memref<512xi8> to memref<4x4xf32, strided<[8, 1]>>
// CHECK:         idealloc.slice %[[L1]][0] slot 1 live 0 to 9 : memref<4xi8, "L1"> to memref<f32, "L1">
// CHECK:         idealloc.slice %[[PLAIN]][128] slot 2 live 0 to 9 {alignment = 128 : i64, mine.tag = "x"} : memref<512xi8> to memref<4xindex>
// CHECK:         idealloc.slice %[[PLAIN]][256] slot 3 live 0 to 9 : memref<512xi8> to memref<16xi1>
// CHECK-NOT:     idealloc.pin
func.func @types() attributes {idealloc.arenas = [
    {alignment = 128, bytes = 512, load = 512, lower_bound = 512, space = 0, status = "optimal", ticks = 5},
    {alignment = 64, bytes = 4, load = 4, lower_bound = 4, space = "L1", status = "optimal", ticks = 5}]} {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.offset = 0} : memref<4x4xf32, strided<[8, 1]>>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.offset = 0} : memref<f32, "L1">
  %c = memref.alloc() {alignment = 128 : i64, mine.tag = "x", idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.offset = 128} : memref<4xindex>
  %d = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 9>, idealloc.offset = 256, idealloc.pin = 256} : memref<16xi1>
  return
}
