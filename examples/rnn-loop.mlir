// A recurrent cell on memrefs, as a compiler for a scratchpad would see it:
// two state buffers swapped by a loop, a temporary per iteration, a branch with
// buffers of its own, and a view. The input is one frame per step.

func.func @rnn(%frames: memref<12x64xf32>, %weights: memref<64x64xf32>, %gate: i1, %out: memref<64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c12 = arith.constant 12 : index
  %zero = arith.constant 0.0 : f32
  %half = arith.constant 0.5 : f32

  %state = memref.alloc() : memref<64xf32>
  %next = memref.alloc() : memref<64xf32>
  linalg.fill ins(%zero : f32) outs(%state : memref<64xf32>)
  linalg.fill ins(%zero : f32) outs(%next : memref<64xf32>)

  %last:2 = scf.for %t = %c0 to %c12 step %c1
      iter_args(%old = %state, %new = %next) -> (memref<64xf32>, memref<64xf32>) {
    %frame = memref.subview %frames[%t, 0] [1, 64] [1, 1]
        : memref<12x64xf32> to memref<64xf32, strided<[1], offset: ?>>
    // Lives for one iteration: one slot serves all twelve.
    %mixed = memref.alloc() : memref<64xf32>
    linalg.fill ins(%zero : f32) outs(%mixed : memref<64xf32>)
    linalg.matvec ins(%weights, %old : memref<64x64xf32>, memref<64xf32>) outs(%mixed : memref<64xf32>)
    linalg.add ins(%mixed, %frame : memref<64xf32>, memref<64xf32, strided<[1], offset: ?>>) outs(%new : memref<64xf32>)
    scf.yield %new, %old : memref<64xf32>, memref<64xf32>
  }

  // Only one branch runs: its buffer may sit where the other's sits.
  scf.if %gate {
    %scale = memref.alloc() : memref<64xf32>
    linalg.fill ins(%half : f32) outs(%scale : memref<64xf32>)
    linalg.mul ins(%last#0, %scale : memref<64xf32>, memref<64xf32>) outs(%out : memref<64xf32>)
  } else {
    %bias = memref.alloc() : memref<64xf32>
    linalg.fill ins(%half : f32) outs(%bias : memref<64xf32>)
    linalg.add ins(%last#0, %bias : memref<64xf32>, memref<64xf32>) outs(%out : memref<64xf32>)
  }
  return
}
