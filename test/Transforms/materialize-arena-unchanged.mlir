// RUN: not idealloc-opt %s --idealloc-materialize-arena --mlir-print-ir-after-failure --mlir-disable-threading 2>&1 | FileCheck %s

// The function with a stale plan is left as it was.

// CHECK:       error: {{.*}}its 64 bytes at offset 64 do not lie inside the arena of 64 bytes
// CHECK-LABEL: func.func @stale()
// CHECK-NOT:     idealloc.arena {
// CHECK:         memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 1>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK:         memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 64 : i64} : memref<16xf32>
func.func @stale() attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 3}]} {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 1>, idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>, idealloc.offset = 64} : memref<16xf32>
  return
}
