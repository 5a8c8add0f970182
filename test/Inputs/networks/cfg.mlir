// A loop in the form of blocks, with a branch inside: each side has buffers of its
// own and hands one on, and the carried buffer swaps with a spare one.

func.func @cfg(%x: memref<20xf32>, %out: memref<20xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c2 = arith.constant 2 : index
  %c7 = arith.constant 7 : index
  %half = arith.constant 0.5 : f32
  %quarter = arith.constant 0.25 : f32

  %first = memref.alloc() : memref<20xf32>
  %spare = memref.alloc() : memref<20xf32>
  memref.copy %x, %first : memref<20xf32> to memref<20xf32>
  cf.br ^head(%c0, %first, %spare : index, memref<20xf32>, memref<20xf32>)

^head(%i: index, %now: memref<20xf32>, %next: memref<20xf32>):
  %more = arith.cmpi ult, %i, %c7 : index
  cf.cond_br %more, ^body, ^exit

^body:
  %rest = arith.remui %i, %c2 : index
  %even = arith.cmpi eq, %rest, %c0 : index
  cf.cond_br %even, ^even, ^odd

^even:
  %scale = memref.alloc() : memref<20xf32>
  linalg.fill ins(%half : f32) outs(%scale : memref<20xf32>)
  %scaled = memref.alloc() : memref<20xf32>
  linalg.mul ins(%now, %scale : memref<20xf32>, memref<20xf32>) outs(%scaled : memref<20xf32>)
  cf.br ^latch(%scaled : memref<20xf32>)

^odd:
  %bias = memref.alloc() : memref<20xf32>
  linalg.fill ins(%quarter : f32) outs(%bias : memref<20xf32>)
  %moved = memref.alloc() : memref<20xf32>
  linalg.add ins(%now, %bias : memref<20xf32>, memref<20xf32>) outs(%moved : memref<20xf32>)
  cf.br ^latch(%moved : memref<20xf32>)

^latch(%result: memref<20xf32>):
  linalg.add ins(%result, %x : memref<20xf32>, memref<20xf32>) outs(%next : memref<20xf32>)
  %after = arith.addi %i, %c1 : index
  cf.br ^head(%after, %next, %now : index, memref<20xf32>, memref<20xf32>)

^exit:
  memref.copy %now, %out : memref<20xf32> to memref<20xf32>
  return
}
