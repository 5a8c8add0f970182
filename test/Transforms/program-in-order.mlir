// What a function promises of its ops holds wherever they are inlined, and for no others.

// RUN: idealloc-opt %s --split-input-file --idealloc=lower=false | FileCheck %s

#id = affine_map<(i) -> (i)>

// CHECK-LABEL: func.func private @narrow
// CHECK: idealloc.slice %{{.*}}[[[AT:[0-9]+]]]{{.*}} to memref<64xi32>
// CHECK: idealloc.slice %{{.*}}[[[AT]]]{{.*}} to memref<64xi8>
func.func private @narrow(%x: memref<64xi8>, %y: memref<64xi8>) attributes {idealloc.in_order} {
  %a = memref.alloc() : memref<64xi32>
  %b = memref.alloc() : memref<64xi8>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : memref<64xi8>) outs(%a : memref<64xi32>) {
  ^bb0(%p: i8, %o: i32):
    %r = arith.extsi %p : i8 to i32
    linalg.yield %r : i32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : memref<64xi32>) outs(%b : memref<64xi8>) {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  memref.copy %b, %y : memref<64xi8> to memref<64xi8>
  return
}
func.func @main(%x: memref<64xi8>, %y: memref<64xi8>) {
  %t = memref.alloc() : memref<64xi8>
  call @narrow(%x, %t) : (memref<64xi8>, memref<64xi8>) -> ()
  linalg.add ins(%t, %x : memref<64xi8>, memref<64xi8>) outs(%y : memref<64xi8>)
  return
}

// -----

#id = affine_map<(i) -> (i)>

// CHECK-LABEL: func.func private @any_order
// CHECK: idealloc.slice %{{.*}}[[[AT:[0-9]+]]]{{.*}} to memref<64xi32>
// CHECK-NOT: idealloc.slice %{{.*}}[[[AT]]]
// CHECK: func.func @main
func.func private @any_order(%x: memref<64xi8>, %y: memref<64xi8>) {
  %a = memref.alloc() : memref<64xi32>
  %b = memref.alloc() : memref<64xi8>
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%x : memref<64xi8>) outs(%a : memref<64xi32>) {
  ^bb0(%p: i8, %o: i32):
    %r = arith.extsi %p : i8 to i32
    linalg.yield %r : i32
  }
  linalg.generic {indexing_maps = [#id, #id], iterator_types = ["parallel"]} ins(%a : memref<64xi32>) outs(%b : memref<64xi8>) {
  ^bb0(%p: i32, %o: i8):
    %r = arith.trunci %p : i32 to i8
    linalg.yield %r : i8
  }
  memref.copy %b, %y : memref<64xi8> to memref<64xi8>
  return
}
func.func @main(%x: memref<64xi8>, %y: memref<64xi8>) attributes {idealloc.in_order} {
  %t = memref.alloc() : memref<64xi8>
  call @any_order(%x, %t) : (memref<64xi8>, memref<64xi8>) -> ()
  linalg.add ins(%t, %x : memref<64xi8>, memref<64xi8>) outs(%y : memref<64xi8>)
  return
}
