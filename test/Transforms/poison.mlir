// RUN: %idealloc-test-opt %s --split-input-file --verify-diagnostics --idealloc-poison | FileCheck %s

// Deaths come before births at one point; otherwise the first tick counts.
// CHECK-LABEL: func @in_order
// CHECK:         %[[P:.*]] = arith.constant -91 : i8
// CHECK:         %[[ARENA:.*]] = idealloc.arena
// CHECK:         %[[A:.*]] = idealloc.slice %[[ARENA]][0] slot 0 live 1 to 5 : memref<64xi8> to memref<16xf32>
// CHECK:         %[[B:.*]] = idealloc.slice %[[ARENA]][0] slot 1 live 6 to 10 : memref<64xi8> to memref<12xf32>
// CHECK-NEXT:    %[[A0:.*]] = idealloc.slice %[[ARENA]][0] slot 0 live 1 to 5 : memref<64xi8> to memref<64xi8>
// CHECK-NEXT:    linalg.fill ins(%[[P]] : i8) outs(%[[A0]] : memref<64xi8>)
// CHECK-NEXT:    linalg.fill ins(%{{.*}} : f32) outs(%[[A]]
// CHECK-NEXT:    memref.copy %[[A]]
// CHECK-NEXT:    %[[A1:.*]] = idealloc.slice %[[ARENA]][0] slot 0 live 1 to 5 : memref<64xi8> to memref<64xi8>
// CHECK-NEXT:    linalg.fill ins(%[[P]] : i8) outs(%[[A1]] : memref<64xi8>)
// CHECK-NEXT:    %[[B0:.*]] = idealloc.slice %[[ARENA]][0] slot 1 live 6 to 10 : memref<64xi8> to memref<48xi8>
// CHECK-NEXT:    linalg.fill ins(%[[P]] : i8) outs(%[[B0]] : memref<48xi8>)
// CHECK-NEXT:    linalg.fill ins(%{{.*}} : f32) outs(%[[B]]
// CHECK-NEXT:    memref.copy %[[B]]
// CHECK-NEXT:    %[[B1:.*]] = idealloc.slice %[[ARENA]][0] slot 1
// CHECK-NEXT:    linalg.fill ins(%[[P]] : i8) outs(%[[B1]] : memref<48xi8>)
// CHECK-NEXT:    return
func.func @in_order(%v: f32, %out: memref<16xf32>, %out2: memref<12xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 5 : memref<64xi8> to memref<16xf32>
  %b = idealloc.slice %arena[0] slot 1 live 6 to 10 : memref<64xi8> to memref<12xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%b : memref<12xf32>)
  memref.copy %b, %out2 : memref<12xf32> to memref<12xf32>
  return
}

// -----

// %a, from outside the loop, is overwritten in every iteration and lives in one, as
// %t does. Its first access is the first op of a block: no fill before that.
// CHECK-LABEL: func @loop
// CHECK:         idealloc.slice %{{.*}}[0] slot 0 {{.*}} to memref<16xf32, 1>
// CHECK-NEXT:    scf.for
// CHECK-NEXT:      linalg.fill ins(%{{.*}} : f32)
// CHECK-NEXT:      %[[T:.*]] = idealloc.slice %{{.*}}[64] slot 1 {{.*}} to memref<16xf32, 1>
// CHECK-NEXT:      %[[T0:.*]] = idealloc.slice %{{.*}}[64] slot 1 {{.*}} to memref<64xi8, 1>
// CHECK-NEXT:      linalg.fill ins(%{{.*}} : i8) outs(%[[T0]]
// CHECK-NEXT:      memref.copy
// CHECK-NEXT:      %[[A1:.*]] = idealloc.slice %{{.*}}[0] slot 0 {{.*}} to memref<64xi8, 1>
// CHECK-NEXT:      linalg.fill ins(%{{.*}} : i8) outs(%[[A1]]
// CHECK-NEXT:      memref.copy
// CHECK-NEXT:      %[[T1:.*]] = idealloc.slice %{{.*}}[64] slot 1 {{.*}} to memref<64xi8, 1>
// CHECK-NEXT:      linalg.fill ins(%{{.*}} : i8) outs(%[[T1]]
// CHECK-NEXT:    }
// CHECK-NEXT:    return
func.func @loop(%n: index, %v: f32, %out: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<128xi8, 1>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = idealloc.slice %arena[0] slot 0 live 3 to 11 : memref<128xi8, 1> to memref<16xf32, 1>
  scf.for %i = %c0 to %n step %c1 {
    linalg.fill ins(%v : f32) outs(%a : memref<16xf32, 1>)
    %t = idealloc.slice %arena[64] slot 1 live 8 to 10 : memref<128xi8, 1> to memref<16xf32, 1>
    memref.copy %a, %t : memref<16xf32, 1> to memref<16xf32, 1>
    memref.copy %t, %out : memref<16xf32, 1> to memref<16xf32>
  }
  return
}

// -----

// %a is read in every iteration: filled before it is written, and not after the
// terminator of the body, where it may be needed again.
// CHECK-LABEL: func @through_a_loop
// CHECK:         %[[A:.*]] = idealloc.slice %{{.*}}[0] slot 0 {{.*}} to memref<16xf32>
// CHECK-NEXT:    %[[A0:.*]] = idealloc.slice %{{.*}}[0] slot 0 {{.*}} to memref<64xi8>
// CHECK-NEXT:    linalg.fill ins(%{{.*}} : i8) outs(%[[A0]]
// CHECK-NEXT:    linalg.fill ins(%{{.*}} : f32) outs(%[[A]]
// CHECK-NEXT:    scf.for
// CHECK-NEXT:      memref.copy %[[A]]
// CHECK-NEXT:    }
// CHECK-NEXT:    return
func.func @through_a_loop(%n: index, %v: f32, %out: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %a = idealloc.slice %arena[0] slot 0 live 4 to 9 : memref<64xi8> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  scf.for %i = %c0 to %n step %c1 {
    memref.copy %a, %out : memref<16xf32> to memref<16xf32>
  }
  return
}

// -----

// One slot for both branches: its first access is in one of them, and what the
// other one writes must not be damaged.
// CHECK-LABEL: func @branches
// CHECK:         %[[R:.*]] = scf.if
// CHECK-NEXT:      idealloc.slice %{{.*}}[0] slot 0
// CHECK-NEXT:      %[[T0:.*]] = idealloc.slice %{{.*}}[0] slot 0 {{.*}} to memref<64xi8>
// CHECK-NEXT:      linalg.fill ins(%{{.*}} : i8) outs(%[[T0]]
// CHECK-NEXT:      linalg.fill ins(%{{.*}} : f32)
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    } else {
// CHECK-NEXT:      idealloc.slice %{{.*}}[0] slot 0
// CHECK-NEXT:      linalg.fill ins(%{{.*}} : f32)
// CHECK-NEXT:      scf.yield
// CHECK-NEXT:    }
// CHECK-NEXT:    memref.copy %[[R]]
// CHECK-NEXT:    idealloc.slice
// CHECK-NEXT:    linalg.fill ins(%{{.*}} : i8)
// CHECK-NEXT:    return
func.func @branches(%c: i1, %v: f32, %out: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %r = scf.if %c -> (memref<16xf32>) {
    %t = idealloc.slice %arena[0] slot 0 live 3 to 14 : memref<64xi8> to memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    scf.yield %t : memref<16xf32>
  } else {
    %e = idealloc.slice %arena[0] slot 0 live 3 to 14 : memref<64xi8> to memref<16xf32>
    linalg.fill ins(%v : f32) outs(%e : memref<16xf32>)
    scf.yield %e : memref<16xf32>
  }
  memref.copy %r, %out : memref<16xf32> to memref<16xf32>
  return
}

// -----

// An in-place pair in one slot, of 64 and 32 bytes: nothing in between.
// CHECK-LABEL: func @in_place
// CHECK:         idealloc.slice %{{.*}}[0] slot 0 {{.*}} to memref<16xf32>
// CHECK-NEXT:    idealloc.slice %{{.*}}[0] slot 0 {{.*}} to memref<16xf16>
// CHECK-NEXT:    idealloc.slice %{{.*}}[0] slot 0 {{.*}} to memref<64xi8>
// CHECK-NEXT:    linalg.fill ins(%{{.*}} : i8)
// CHECK-NEXT:    linalg.fill ins(%{{.*}} : f32)
// CHECK-NEXT:    linalg.generic
// CHECK:         memref.copy
// CHECK-NEXT:    idealloc.slice %{{.*}}[0] slot 0 {{.*}} to memref<64xi8>
// CHECK-NEXT:    linalg.fill ins(%{{.*}} : i8)
// CHECK-NEXT:    return
func.func @in_place(%v: f32, %out: memref<16xf16>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %x = idealloc.slice %arena[0] slot 0 live 3 to 10 : memref<64xi8> to memref<16xf32>
  %y = idealloc.slice %arena[0] slot 0 live 3 to 10 : memref<64xi8> to memref<16xf16>
  linalg.fill ins(%v : f32) outs(%x : memref<16xf32>)
  linalg.generic {indexing_maps = [affine_map<(i) -> (i)>, affine_map<(i) -> (i)>],
                  iterator_types = ["parallel"]}
      ins(%x : memref<16xf32>) outs(%y : memref<16xf16>) {
  ^bb0(%a: f32, %b: f16):
    %c = arith.truncf %a : f32 to f16
    linalg.yield %c : f16
  }
  memref.copy %y, %out : memref<16xf16> to memref<16xf16>
  return
}

// -----

// Nothing to fill.
// CHECK-LABEL: func @no_access
// CHECK-NOT:     linalg.fill
func.func @no_access() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 5 : memref<64xi8> to memref<16xf32>
  return
}

// -----

func.func @escapes() -> memref<16xf32> {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @below {{cannot be poisoned: 'func.return' returns it}}
  %a = idealloc.slice %arena[0] slot 0 live 1 to 5 : memref<64xi8> to memref<16xf32>
  // expected-note @below {{because of this}}
  return %a : memref<16xf32>
}
