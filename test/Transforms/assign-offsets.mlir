// RUN: %idealloc-opt %s --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc-assign-offsets=strategy=first-fit-begin --idealloc-assign-offsets='strategy=first-fit-begin alignment=64' | FileCheck %s

// Buffers that live one after the other share their bytes.
//
// CHECK-LABEL: func.func @reuse()
// CHECK-SAME:    idealloc.arenas = [{alignment = 64 : i64, bytes = 192 : i64, load = 192 : i64, lower_bound = 192 : i64, space = 0 : i64, status = "optimal", ticks = 4 : i64}]
func.func @reuse() {
  // CHECK: idealloc.offset = 0 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>} : memref<16xf32>
  // CHECK: idealloc.offset = 64 : i64}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 9>} : memref<32xf32>
  // CHECK: idealloc.offset = 0 : i64}
  %c = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 9>} : memref<16xf32>
  return
}

// So do buffers of which one lives in the gap of the other.
//
// CHECK-LABEL: func.func @gaps()
// CHECK-SAME:    bytes = 64 : i64, load = 64 : i64
func.func @gaps() {
  // CHECK: idealloc.offset = 0 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 3, 6 to 9>} : memref<16xf32>
  // CHECK: idealloc.offset = 0 : i64}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 6>} : memref<16xf32>
  return
}

// LOAD counts raw bytes; alignment may cost more.
//
// CHECK-LABEL: func.func @padding()
// CHECK-SAME:    bytes = 65 : i64, load = 2 : i64, lower_bound = 2 : i64, space = 0 : i64, status = "feasible"
func.func @padding() {
  // CHECK: idealloc.offset = 0 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>} : memref<1xi8>
  // CHECK: idealloc.offset = 64 : i64}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 9>} : memref<1xi8>
  return
}

// Old answers are overwritten, and go where there is no lifetime any more.
//
// CHECK-LABEL: func.func @stale_answers()
// CHECK-SAME:    [{alignment = 64 : i64, bytes = 64 : i64, load = 64 : i64, lower_bound = 64 : i64, space = 0 : i64, status = "optimal", ticks = 3 : i64}]
func.func @stale_answers() attributes {idealloc.arenas = [{space = 1, bytes = 9, load = 9, lower_bound = 9, status = "feasible", alignment = 1, ticks = 77}]} {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>, idealloc.offset = 0 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 6>, idealloc.offset = 4096} : memref<16xf32>
  // CHECK: memref.alloc() : memref<16xf32>
  %b = memref.alloc() {idealloc.offset = 4096} : memref<16xf32>
  return
}

// CHECK-LABEL: func.func @nothing_to_plan() {
func.func @nothing_to_plan() {
  %a = memref.alloc() : memref<16xf32>
  return
}

// CHECK-LABEL: func.func @stale_arenas() {
func.func @stale_arenas() attributes {idealloc.arenas = [{space = 1, bytes = 9, load = 9, lower_bound = 9, status = "feasible", alignment = 1, ticks = 77}]} {
  return
}
