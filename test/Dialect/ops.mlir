// RUN: idealloc-opt %s --verify-roundtrip
// RUN: idealloc-opt %s | idealloc-opt | FileCheck %s
// RUN: idealloc-opt %s --mlir-print-op-generic | idealloc-opt | FileCheck %s

// CHECK-LABEL: func.func @attributes(
// CHECK-SAME:    attributes {idealloc.arenas = [{alignment = 64 : i64, bytes = 4160 : i64, load = 128 : i64, lower_bound = 4160 : i64, space = 0 : i64, status = "optimal", ticks = 8 : i64}]}
func.func @attributes() attributes {idealloc.arenas = [{space = 0 : i64, bytes = 4160, load = 128, lower_bound = 4160, status = "optimal", alignment = 64, ticks = 8}]} {
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9>, idealloc.offset = 0 : i64}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 9>, idealloc.offset = 0} : memref<16xf32>
  // CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 2, 3 to 9, 12 to 20>, idealloc.pin = 4096 : i64}
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<0 to 2, 3 to 9, 12 to 20>, idealloc.pin = 4096} : memref<16xf32>
  // CHECK: memref.alloc() {idealloc.keep}
  %c = memref.alloc() {idealloc.keep} : memref<16xf32>
  return
}

// CHECK-LABEL: func.func @arenas_in_several_spaces()
// CHECK-SAME:    space = "L1"
// CHECK-SAME:    space = #gpu.address_space<workgroup>
func.func @arenas_in_several_spaces() attributes {idealloc.arenas = [
    {space = "L1", bytes = 64, load = 64, lower_bound = 64, status = "optimal"},
    {space = #gpu.address_space<workgroup>, bytes = 128, load = 64, lower_bound = 64, status = "feasible"}]} {
  return
}

// CHECK-LABEL: func.func private @promises(memref<4xf32>) attributes {idealloc.noretain}
func.func private @promises(memref<4xf32>) attributes {idealloc.noretain}

// CHECK-LABEL: func.func @call(
func.func @call(%m: memref<4xf32>) {
  // CHECK: call @promises(%{{.*}}) {idealloc.noretain}
  func.call @promises(%m) {idealloc.noretain} : (memref<4xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @arena_argument(
// CHECK-SAME:    %{{.*}}: memref<128xi8, 1> {idealloc.arena = {alignment = 64 : i64, bytes = 128 : i64}})
func.func @arena_argument(%arena: memref<128xi8, 1> {idealloc.arena = {alignment = 64, bytes = 128}}) {
  return
}

// CHECK-LABEL: func.func @slices()
func.func @slices() {
  // CHECK: %[[ARENA:.*]] = idealloc.arena {alignment = 64 : i64} : memref<12288xi8, 1>
  %arena = idealloc.arena {alignment = 64 : i64} : memref<12288xi8, 1>
  // CHECK: idealloc.slice %[[ARENA]][0] slot 0 live 3 to 9 : memref<12288xi8, 1> to memref<32x32xf32, 1>
  %a = idealloc.slice %arena[0] slot 0 live 3 to 9 : memref<12288xi8, 1> to memref<32x32xf32, 1>
  // CHECK: idealloc.slice %[[ARENA]][4096] slot 7 live 5 to 8, 12 to 20 : memref<12288xi8, 1> to memref<64xf32, 1>
  %b = idealloc.slice %arena[4096] slot 7 live 5 to 8, 12 to 20 : memref<12288xi8, 1> to memref<64xf32, 1>
  // %c reuses the bytes of %a.
  // CHECK: idealloc.slice %[[ARENA]][0] slot 2 live 9 to 12 : memref<12288xi8, 1> to memref<f32, 1>
  %c = idealloc.slice %arena[0] slot 2 live 9 to 12 : memref<12288xi8, 1> to memref<f32, 1>
  // %d is %b under another type.
  // CHECK: idealloc.slice %[[ARENA]][4096] slot 7 live 6 to 8 : memref<12288xi8, 1> to memref<4x4xf32, strided<[8, 1]>, 1>
  %d = idealloc.slice %arena[4096] slot 7 live 6 to 8 : memref<12288xi8, 1> to memref<4x4xf32, strided<[8, 1]>, 1>
  // CHECK: idealloc.slice %[[ARENA]][8192] slot 3 live 0 to 9 {alignment = 64 : i64, mine} :
  %e = idealloc.slice %arena[8192] slot 3 live 0 to 9 {alignment = 64 : i64, mine} : memref<12288xi8, 1> to memref<4xi8, 1>
  return
}

// Without alignment, the arena is aligned to one byte.
//
// CHECK-LABEL: func.func @unaligned_arena()
func.func @unaligned_arena() {
  // CHECK: idealloc.arena : memref<1xi8>
  %arena = idealloc.arena : memref<1xi8>
  return
}
