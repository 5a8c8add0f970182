// %t and %u take turns at the same bytes in every iteration. Here %t is read
// before it is written: undefined without a plan, too.
func.func @births(%v: f32, %out: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c3 = arith.constant 3 : index
  scf.for %i = %c0 to %c3 step %c1 {
    %t = idealloc.slice %arena[0] slot 0 live 0 to 1 : memref<64xi8> to memref<16xf32>
    %u = idealloc.slice %arena[0] slot 1 live 1 to 2 : memref<64xi8> to memref<16xf32>
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    linalg.fill ins(%v : f32) outs(%t : memref<16xf32>)
    memref.copy %t, %out : memref<16xf32> to memref<16xf32>
    linalg.fill ins(%v : f32) outs(%u : memref<16xf32>)
    memref.copy %u, %out : memref<16xf32> to memref<16xf32>
  }
  return
}
