// RUN: %idealloc-opt %s --idealloc-materialize-arena | FileCheck %s
// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(func.func(idealloc-materialize-arena))' | FileCheck %s

// Allocations become slices, in order; deallocations of them are gone, and so
// are the ticks, which are those of the old function.
//
// CHECK-LABEL: func.func @slices(
// CHECK-SAME:    idealloc.arenas = [{alignment = 64 : i64, bytes = 128 : i64, load = 128 : i64, lower_bound = 128 : i64, space = 0 : i64, status = "optimal"}]
// CHECK-NEXT:    %[[ARENA:.*]] = idealloc.arena {alignment = 64 : i64} : memref<128xi8>
// CHECK-NEXT:    %[[A:.*]] = idealloc.slice %[[ARENA]][0] slot 0 live 2 to 5 : memref<128xi8> to memref<16xf32>
// CHECK-NEXT:    %[[B:.*]] = idealloc.slice %[[ARENA]][64] slot 1 live 3 to 4, 5 to 6 : memref<128xi8> to memref<16xf32>
// CHECK-NEXT:    memref.store %{{.*}}, %[[A]]
// CHECK-NEXT:    memref.store %{{.*}}, %[[B]]
// CHECK-NEXT:    memref.store %{{.*}}, %[[A]]
// CHECK-NEXT:    memref.store %{{.*}}, %[[B]]
// CHECK-NEXT:    return
func.func @slices(%v: f32, %i: index) attributes {idealloc.arenas = [{alignment = 64, bytes = 128, load = 128, lower_bound = 128, space = 0, status = "optimal", ticks = 9}]} {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 5>, idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<3 to 4, 5 to 6>, idealloc.offset = 64} : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i] : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i] : memref<16xf32>
  memref.dealloc %a : memref<16xf32>
  memref.dealloc %b : memref<16xf32>
  return
}

// What is not planned stays, with its deallocation.
//
// CHECK-LABEL: func.func @unplanned(
// CHECK:         idealloc.slice
// CHECK:         %[[B:.*]] = memref.alloc() : memref<16xf32>
// CHECK:         memref.dealloc %[[B]]
// CHECK-NOT:     memref.dealloc
func.func @unplanned(%v: f32, %i: index) attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 6}]} {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 3>, idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.dealloc %b : memref<16xf32>
  memref.dealloc %a : memref<16xf32>
  return
}

// Deallocations through views and choices go as well.
//
// CHECK-LABEL: func.func @dealloc_of_either(
// CHECK-NOT:     memref.dealloc
func.func @dealloc_of_either(%c: i1, %v: f32, %i: index) attributes {idealloc.arenas = [{alignment = 64, bytes = 128, load = 128, lower_bound = 128, space = 0, status = "optimal", ticks = 7}]} {
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>, idealloc.offset = 0} : memref<16xf32>
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>, idealloc.offset = 64} : memref<16xf32>
  %s = arith.select %c, %a, %b : memref<16xf32>
  %w = memref.cast %s : memref<16xf32> to memref<?xf32>
  memref.store %v, %w[%i] : memref<?xf32>
  memref.dealloc %w : memref<?xf32>
  return
}

// The arena is at the start of the function, the slice where the allocation was.
//
// CHECK-LABEL: func.func @in_a_loop(
// CHECK:         %[[ARENA:.*]] = idealloc.arena
// CHECK:         scf.for
// CHECK-NEXT:      idealloc.slice %[[ARENA]][0]
func.func @in_a_loop(%n: index, %v: f32) attributes {idealloc.arenas = [{alignment = 64, bytes = 64, load = 64, lower_bound = 64, space = 0, status = "optimal", ticks = 9}]} {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  scf.for %i = %c0 to %n step %c1 {
    %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<4 to 5>, idealloc.offset = 0} : memref<16xf32>
    memref.store %v, %a[%i] : memref<16xf32>
    memref.dealloc %a : memref<16xf32>
  }
  return
}

// CHECK-LABEL: func.func @nothing_planned()
// CHECK-NEXT:    memref.alloc
// CHECK-NEXT:    return
func.func @nothing_planned() {
  %a = memref.alloc() : memref<16xf32>
  return
}
