// T25. A use inside a region is not an operand of the region op (implicit capture);
// walking alloc users at one block level misses it. Also scf.execute_region with
// several blocks, scf.index_switch and memref.alloca_scope.

// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets=strategy=first-fit-begin | FileCheck %s
// RUN: %idealloc-opt %s --idealloc -o /dev/null

// %a lives until the copy of %r, beyond the body that captures it; %b must not share with it.
//
// CHECK-LABEL: func.func @t25_captured_use(
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<2 to 23>, idealloc.offset = 0 : i64} : memref<16xf32>
// CHECK: memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 23>, idealloc.offset = 64 : i64} : memref<16xf32>
func.func @t25_captured_use(%k: index, %v: f32, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %b = memref.alloc() : memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<16xf32>)
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>], iterator_types = ["parallel"]}
      outs(%out : memref<16xf32>) {
  ^bb0(%o: f32):
    %i = linalg.index 0 : index
    %x = memref.load %a[%i] : memref<16xf32>
    linalg.yield %x : f32
  }
  %r = scf.execute_region -> memref<16xf32> {
    %cmp = arith.cmpi eq, %k, %c0 : index
    cf.cond_br %cmp, ^x, ^y
  ^x:
    scf.yield %a : memref<16xf32>
  ^y:
    scf.yield %b : memref<16xf32>
  }
  memref.alloca_scope {
    %s = memref.alloca() : memref<16xf32>
    memref.copy %r, %s : memref<16xf32> to memref<16xf32>
    memref.copy %s, %out : memref<16xf32> to memref<16xf32>
  }
  return
}
