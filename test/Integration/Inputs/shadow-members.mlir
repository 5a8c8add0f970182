// In-place pairs in one slot: element by element, and one that transposes.
func.func @elementwise(%in: memref<8x8xf32>, %out: memref<8x8xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<256xi8>
  %x = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<256xi8> to memref<8x8xf32>
  %y = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<256xi8> to memref<8x8xf32>
  memref.copy %in, %x : memref<8x8xf32> to memref<8x8xf32>
  linalg.exp ins(%x : memref<8x8xf32>) outs(%y : memref<8x8xf32>)
  memref.copy %y, %out : memref<8x8xf32> to memref<8x8xf32>
  return
}

func.func @transposed(%in: memref<8x8xf32>, %out: memref<8x8xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<256xi8>
  %x = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<256xi8> to memref<8x8xf32>
  %y = idealloc.slice %arena[0] slot 0 live 0 to 9 : memref<256xi8> to memref<8x8xf32>
  memref.copy %in, %x : memref<8x8xf32> to memref<8x8xf32>
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%y : memref<8x8xf32>) permutation = [1, 0]
  memref.copy %y, %out : memref<8x8xf32> to memref<8x8xf32>
  return
}
