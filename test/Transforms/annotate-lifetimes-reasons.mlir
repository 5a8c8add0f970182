// RUN: idealloc-opt %s --idealloc=memory-spaces=all -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s
// RUN: idealloc-opt %s --normalize-memrefs --idealloc=memory-spaces=all -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=NORMAL

// The remark names what is in the way and what helps.

// A parallel body alone could be helped; the callee is the reason.
// CHECK: Function=callee{{.*}}Culprit=func.call, Kind=escapes, Reason="the callee of 'func.call' may retain it: @k has no body
func.func private @k(memref<16xf32>)
func.func @callee() {
  scf.forall (%i) in (4) {
    %t = memref.alloc() : memref<16xf32>
    func.call @k(%t) : (memref<16xf32>) -> ()
  }
  return
}

// CHECK: Function=stored{{.*}}Reason="'memref.store' stores it in another memref, and who loads it from there is not followed"
func.func @stored(%box: memref<1xmemref<16xf32>>, %i: index, %v: f32) {
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %a, %box[%i] : memref<1xmemref<16xf32>>
  return
}

// CHECK: Function=affine_stored{{.*}}Reason="'affine.store' stores it in another memref
func.func @affine_stored(%box: memref<1xmemref<16xf32>>, %i: index, %v: f32) {
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  affine.store %a, %box[0] : memref<1xmemref<16xf32>>
  return
}

// CHECK: Function=tiled{{.*}}Kind=unknown-size, Reason="element type or layout of {{.*}} has no known size in bytes; run -normalize-memrefs first, which makes its layout a shape"
// NORMAL: ArenaBytes=4096
#tile = affine_map<(i,j)->(i floordiv 8, j floordiv 8, i mod 8, j mod 8)>
func.func @tiled(%v: i8, %i: index, %j: index, %y: memref<1xi8>) {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<64x64xi8, #tile, 1>
  memref.store %v, %a[%i,%j] : memref<64x64xi8, #tile, 1>
  %w = memref.load %a[%j,%i] : memref<64x64xi8, #tile, 1>
  memref.store %w, %y[%c0] : memref<1xi8>
  return
}
