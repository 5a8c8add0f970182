// A memref.alloca of a bounded shape is planned as a memref.alloc is; one that
// cannot be stays as it was.

// RUN: %idealloc-opt %s -allow-unregistered-dialect --idealloc-make-static | FileCheck %s
// RUN: %idealloc-opt %s -allow-unregistered-dialect --idealloc=lower=false | FileCheck %s --check-prefix=PLAN
// RUN: %idealloc-opt %s -allow-unregistered-dialect --idealloc=lower=false --remarks-filter=idealloc -o /dev/null 2>&1 | FileCheck %s --check-prefix=REMARK

// CHECK-LABEL: func.func @bounded(
// PLAN-LABEL: func.func @bounded(
func.func @bounded(%n: index, %x: memref<64xf32>, %out: memref<64xf32>, %i: index) {
  %c64 = arith.constant 64 : index
  %m = arith.minui %n, %c64 : index
  // CHECK: memref.alloc() {alignment = 4 : i64} : memref<256xi8>
  // PLAN: %[[A:.*]] = idealloc.slice %{{.*}}[0] slot 0
  // PLAN: memref.view %[[A]]
  %a = memref.alloc(%m) : memref<?xf32>
  %v = memref.load %x[%i] : memref<64xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  %w = memref.load %a[%i] : memref<?xf32>
  // PLAN-NOT: dealloc
  memref.dealloc %a : memref<?xf32>
  // CHECK: %[[B:.*]] = memref.alloca() {alignment = 4 : i64} : memref<256xi8>
  // CHECK: memref.view %[[B]]
  // PLAN: %[[B:.*]] = idealloc.slice %{{.*}}[0] slot 1
  %b = memref.alloca(%m) : memref<?xf32>
  memref.store %w, %b[%i] : memref<?xf32>
  %u = memref.load %b[%i] : memref<?xf32>
  memref.store %u, %out[%i] : memref<64xf32>
  return
}

// CHECK-LABEL: func.func @not_planned(
func.func @not_planned(%n: index, %v: f32, %i: index) {
  %c64 = arith.constant 64 : index
  %m = arith.minui %n, %c64 : index
  // CHECK: memref.alloca(%{{.*}}) {alignment = 32 : i64} : memref<?xf32>
  %a = memref.alloca(%m) {alignment = 32} : memref<?xf32>
  "test.keeps"(%a) : (memref<?xf32>) -> ()
  return
}

// CHECK-LABEL: func.func @unbounded(
// REMARK: remark: {{.*}} Function=unbounded | Kind=dynamic-shape, Reason="{{.*}}dimension 0: argument 0 of 'func.func' has no upper bound"
func.func @unbounded(%n: index, %v: f32, %i: index) {
  // CHECK: memref.alloca(%{{.*}}) : memref<?xf32>
  %a = memref.alloca(%n) : memref<?xf32>
  memref.store %v, %a[%i] : memref<?xf32>
  return
}
