// T33. Liveness is not occupancy. After its last read %a is dead, but the later (dead)
// fill of %a still writes its slot: if %b was placed there, %b is clobbered. Occupied
// ticks = live ticks + every tick at which any alias is accessed at all.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a occupies its bytes at its last store, so %b must not share with it.
//
// CHECK-LABEL: func.func @t33_dead_store(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 8, 12 to 15>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 19>, idealloc.offset = 64 : i64} : memref<16xf32>
func.func @t33_dead_store(%v: f32, %out: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.add ins(%a, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  linalg.add ins(%b, %out : memref<16xf32>, memref<16xf32>) outs(%out : memref<16xf32>)
  return
}
