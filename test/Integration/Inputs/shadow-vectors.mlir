// %a is written whole; then lanes of %b, at the same bytes. Of %a, elements 0 to
// 3 and 12 to 15 are left. The parameter counts how many lanes of %b are written.
func.func @right(%v: f32, %out: memref<16xf32>) {
  %n = arith.constant 8 : index
  call @vectors(%n, %v, %out) : (index, f32, memref<16xf32>) -> ()
  return
}

func.func @wrong(%v: f32, %out: memref<16xf32>) {
  %n = arith.constant 9 : index
  call @vectors(%n, %v, %out) : (index, f32, memref<16xf32>) -> ()
  return
}

func.func @vectors(%n: index, %v: f32, %out: memref<16xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 0 to 1 : memref<64xi8> to memref<16xf32>
  %b = idealloc.slice %arena[0] slot 1 live 1 to 2 : memref<64xi8> to memref<16xf32>
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c4 = arith.constant 4 : index
  %c12 = arith.constant 12 : index
  %zero = arith.constant 0.0 : f32
  %zeros = vector.broadcast %zero : f32 to vector<4xf32>
  %long = vector.broadcast %v : f32 to vector<16xf32>
  vector.store %long, %a[%c0] : memref<16xf32>, vector<16xf32>
  %mask = vector.create_mask %n : vector<16xi1>
  // The lanes behind the end are not written.
  %w = memref.subview %b[4] [12] [1] : memref<16xf32> to memref<12xf32, strided<[1], offset: 4>>
  vector.transfer_write %long, %w[%c0], %mask {in_bounds = [false]} : vector<16xf32>, memref<12xf32, strided<[1], offset: 4>>
  %head = vector.load %a[%c0] : memref<16xf32>, vector<4xf32>
  vector.store %head, %out[%c0] : memref<16xf32>, vector<4xf32>
  %last = vector.create_mask %c4 : vector<4xi1>
  %steps = arith.constant dense<[0, 1, 2, 3]> : vector<4xindex>
  %tail = vector.gather %a[%c12] [%steps], %last, %zeros : memref<16xf32>, vector<4xindex>, vector<4xi1>, vector<4xf32> into vector<4xf32>
  vector.store %tail, %out[%c4] : memref<16xf32>, vector<4xf32>
  return
}
