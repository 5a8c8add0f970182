// RUN: %idealloc-opt %s --idealloc | FileCheck %s

// A public function that is also called from the module: its body moves to a
// private function, which gets the arena; the public one makes it.

// CHECK-LABEL: func.func private @layer__in_arena(
// CHECK-SAME:    %[[ARENA:[a-z0-9]+]]: memref<128xi8> {idealloc.arena = {alignment = 64 : i64, bytes = 128 : i64}})
// CHECK:         memref.view %[[ARENA]]
// CHECK-LABEL: func.func @layer(
// CHECK:         %[[OWN:.*]] = memref.alloc() {{.*}} : memref<128xi8>
// CHECK:         call @layer__in_arena(%{{.*}}, %{{.*}}, %[[OWN]])
// CHECK:         memref.dealloc %[[OWN]]
func.func @layer(%x: memref<16xf32>, %y: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%t : memref<16xf32>)
  memref.copy %t, %y : memref<16xf32> to memref<16xf32>
  return
}

// CHECK-LABEL: func.func @network(
// CHECK:         %[[MADE:.*]] = memref.alloc() {{.*}} : memref<128xi8>
// CHECK:         call @layer__in_arena(%{{.*}}, %{{.*}}, %[[MADE]])
func.func @network(%x: memref<16xf32>, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  call @layer(%x, %y) : (memref<16xf32>, memref<16xf32>) -> ()
  linalg.add ins(%a, %y : memref<16xf32>, memref<16xf32>) outs(%y : memref<16xf32>)
  return
}
