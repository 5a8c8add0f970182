func.func @broken(%out: memref<4xf32>) {
  %a = memref.alloc() : memref<4xf32>
  memref.copy %a, %nothing : memref<4xf32> to memref<4xf32>
  return
}
