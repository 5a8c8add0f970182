// RUN: %idealloc-opt %s --idealloc-make-static=memory-spaces=0,1 | FileCheck %s
// RUN: idealloc-opt %s --idealloc-annotate-lifetimes -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=ALONE
// RUN: idealloc-opt %s --idealloc="memory-spaces=0,1 shorten=false schedule=off" -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=PLAN

// A clone may be a copy, and is made one.

// CHECK-LABEL: func.func @cloned(
// CHECK:         %[[A:.*]] = memref.alloc()
// CHECK:         %[[C:.*]] = memref.alloc() : memref<16xf32>
// CHECK-NEXT:    memref.copy %[[A]], %[[C]]
// CHECK:         memref.copy %[[C]], %{{.*}}
// CHECK-NEXT:    memref.dealloc %[[C]]
// ALONE: Function=cloned{{.*}}Reason="'bufferization.clone' may copy it or be another name of it; run -idealloc-make-static first"
// PLAN: MadeStatic | {{.*}}Function=cloned | Bytes=64, Kind=clone
// PLAN: Function=cloned | Allocations=2
func.func @cloned(%v: f32, %i: index, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  %c = bufferization.clone %a : memref<16xf32> to memref<16xf32>
  memref.dealloc %a : memref<16xf32>
  memref.copy %c, %y : memref<16xf32> to memref<16xf32>
  memref.dealloc %c : memref<16xf32>
  return
}

// A dynamic shape with a bound, and a layout that needs a cast.

// CHECK-LABEL: func.func @shapes(
// CHECK:         %[[N:.*]] = memref.dim
// CHECK:         memref.view %{{.*}}[%{{.*}}][%[[N]]] : memref<32xi8> to memref<?xf32>
// CHECK:         memref.cast %{{.*}} : memref<?xf32> to memref<?xf32, strided<[1], offset: ?>>
func.func @shapes(%n: index, %v: f32, %i: index, %y: memref<16xf32>) {
  %m = affine.min affine_map<(d0) -> (d0, 8)>(%n)
  %s = memref.subview %y[%i] [%m] [1] : memref<16xf32> to memref<?xf32, strided<[1], offset: ?>>
  %c = bufferization.clone %s : memref<?xf32, strided<[1], offset: ?>> to memref<?xf32, strided<[1], offset: ?>>
  memref.store %v, %c[%i] : memref<?xf32, strided<[1], offset: ?>>
  %w = memref.load %c[%i] : memref<?xf32, strided<[1], offset: ?>>
  memref.store %w, %y[%i] : memref<16xf32>
  return
}

// Left alone: other spaces, layouts that no allocation has, no rank.

// CHECK-LABEL: func.func @left(
// CHECK-COUNT-5: bufferization.clone
func.func @left(%a: memref<16xf32, 2>, %b: memref<16xf32>, %c: memref<16xf32, strided<[2]>>, %d: memref<*xf32>) {
  %0 = bufferization.clone %a : memref<16xf32, 2> to memref<16xf32, 2>
  %2 = bufferization.clone %c : memref<16xf32, strided<[2]>> to memref<16xf32, strided<[2]>>
  %3 = bufferization.clone %d : memref<*xf32> to memref<*xf32>
  %4 = bufferization.clone %b : memref<16xf32> to memref<8xf32>
  %5 = bufferization.clone %b : memref<16xf32> to memref<16xi32>
  return
}

// CHECK-LABEL: func.func @space_one(
// CHECK-NOT: bufferization.clone
func.func @space_one(%a: memref<16xf32, 1>) {
  %0 = bufferization.clone %a : memref<16xf32, 1> to memref<16xf32, 1>
  return
}
