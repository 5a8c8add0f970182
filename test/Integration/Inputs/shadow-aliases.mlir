// %a and %b share bytes; who reads and writes them is known at run time only.
func.func private @write(%m: memref<8xf32, strided<[1], offset: ?>>, %v: f32) {
  linalg.fill ins(%v : f32) outs(%m : memref<8xf32, strided<[1], offset: ?>>)
  return
}

func.func @right(%v: f32, %i: i32, %out: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 1 : memref<64xi8> to memref<16xf32>
  %b = idealloc.slice %arena[0] slot 1 live 1 to 2 : memref<64xi8> to memref<16xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  scf.for %n = %c0 to %c2 step %c1 iter_args(%m = %a) -> memref<16xf32> {
    %w = memref.subview %m[8] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 8>>
    %d = memref.cast %w : memref<8xf32, strided<[1], offset: 8>> to memref<8xf32, strided<[1], offset: ?>>
    func.call @write(%d, %v) : (memref<8xf32, strided<[1], offset: ?>>, f32) -> ()
    %x = memref.load %w[%c0] : memref<8xf32, strided<[1], offset: 8>>
    memref.store %x, %out[%c0] : memref<16xf32>
    scf.yield %b : memref<16xf32>
  }
  return
}

func.func @wrong(%i: i32, %v: f32, %out: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 1 : memref<64xi8> to memref<16xf32>
  %b = idealloc.slice %arena[0] slot 1 live 1 to 2 : memref<64xi8> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  %c0 = arith.constant 0 : i32
  %c9 = arith.constant 9 : index
  %c = arith.cmpi eq, %i, %c0 : i32
  %s = arith.select %c, %a, %b : memref<16xf32>
  %w = memref.subview %s[8] [8] [1] : memref<16xf32> to memref<8xf32, strided<[1], offset: 8>>
  %d = memref.cast %w : memref<8xf32, strided<[1], offset: 8>> to memref<8xf32, strided<[1], offset: ?>>
  call @write(%d, %v) : (memref<8xf32, strided<[1], offset: ?>>, f32) -> ()
  %x = memref.load %a[%c9] : memref<16xf32>
  memref.store %x, %out[%c9] : memref<16xf32>
  return
}
