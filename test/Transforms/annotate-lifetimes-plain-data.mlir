// RUN: %idealloc-opt %s --split-input-file --idealloc-annotate-lifetimes=memory-spaces=all --remarks-filter=idealloc 2>&1 | FileCheck %s --implicit-check-not=remark

// Matrices in registers hold data and no pointer; a mask runs its op at once.

// CHECK-LABEL: func.func @mma(
// CHECK: memref.alloc() {idealloc.lifetime
func.func @mma(%x: memref<16x16xf16>, %out: memref<16x16xf16>) {
  %c0 = arith.constant 0 : index
  %s = memref.alloc() : memref<16x16xf16, 3>
  memref.copy %x, %s : memref<16x16xf16> to memref<16x16xf16, 3>
  %A = gpu.subgroup_mma_load_matrix %s[%c0, %c0] {leadDimension = 16 : index} : memref<16x16xf16, 3> -> !gpu.mma_matrix<16x16xf16, "COp">
  gpu.subgroup_mma_store_matrix %A, %out[%c0, %c0] {leadDimension = 16 : index} : !gpu.mma_matrix<16x16xf16, "COp">, memref<16x16xf16>
  return
}

// -----

// CHECK-LABEL: func.func @mma(
// CHECK: memref.alloc() {idealloc.lifetime
func.func @mma(%x: memref<16x16xf16>, %y: memref<16x16xf16>, %out: memref<16x16xf16>) {
  %c0 = arith.constant 0 : index
  %z = arith.constant 0.0 : f16
  %A = gpu.subgroup_mma_load_matrix %x[%c0, %c0] {leadDimension = 16 : index} : memref<16x16xf16> -> !gpu.mma_matrix<16x16xf16, "AOp">
  %B = gpu.subgroup_mma_load_matrix %y[%c0, %c0] {leadDimension = 16 : index} : memref<16x16xf16> -> !gpu.mma_matrix<16x16xf16, "BOp">
  %C = gpu.subgroup_mma_constant_matrix %z : !gpu.mma_matrix<16x16xf16, "COp">
  %D = gpu.subgroup_mma_compute %A, %B, %C : !gpu.mma_matrix<16x16xf16, "AOp">, !gpu.mma_matrix<16x16xf16, "BOp"> -> !gpu.mma_matrix<16x16xf16, "COp">
  %s = memref.alloc() : memref<16x16xf16, 3>
  gpu.subgroup_mma_store_matrix %D, %s[%c0, %c0] {leadDimension = 16 : index} : !gpu.mma_matrix<16x16xf16, "COp">, memref<16x16xf16, 3>
  memref.copy %s, %out : memref<16x16xf16, 3> to memref<16x16xf16>
  return
}

// -----

// CHECK-LABEL: func.func @amx(
// CHECK-COUNT-2: memref.alloc() {idealloc.lifetime
func.func @amx(%x: memref<16x64xi8>, %out: memref<16x64xi8>) {
  %c0 = arith.constant 0 : index
  %a = memref.alloc() : memref<16x64xi8>
  memref.copy %x, %a : memref<16x64xi8> to memref<16x64xi8>
  %t = amx.tile_load %a[%c0, %c0] : memref<16x64xi8> into !amx.tile<16x64xi8>
  %b = memref.alloc() : memref<16x64xi8>
  amx.tile_store %b[%c0, %c0], %t : memref<16x64xi8>, !amx.tile<16x64xi8>
  memref.copy %b, %out : memref<16x64xi8> to memref<16x64xi8>
  return
}

// -----

// CHECK-LABEL: func.func @masked(
// CHECK-COUNT-2: memref.alloc() {idealloc.lifetime
func.func @masked(%x: memref<16xf32>, %n: index, %out: memref<16xf32>) {
  %c0 = arith.constant 0 : index
  %z = arith.constant 0.0 : f32
  %m = vector.create_mask %n : vector<16xi1>
  %a = memref.alloc() : memref<16xf32>
  linalg.exp ins(%x : memref<16xf32>) outs(%a : memref<16xf32>)
  %v = vector.mask %m { vector.transfer_read %a[%c0], %z {in_bounds = [true]} : memref<16xf32>, vector<16xf32> } : vector<16xi1> -> vector<16xf32>
  %b = memref.alloc() : memref<16xf32>
  linalg.negf ins(%x : memref<16xf32>) outs(%b : memref<16xf32>)
  vector.mask %m { vector.transfer_write %v, %b[%c0] {in_bounds = [true]} : vector<16xf32>, memref<16xf32> } : vector<16xi1>
  memref.copy %b, %out : memref<16xf32> to memref<16xf32>
  return
}
