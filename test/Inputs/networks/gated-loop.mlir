// A gated recurrent cell over a sequence: the state is carried by the loop in two
// buffers that swap, gates and candidate live for one step, and a summary of all
// steps grows in a third buffer.

#all = affine_map<(i) -> (i)>

func.func @gated_loop(%frames: memref<9x16xf32>, %wz: memref<16x16xf32>, %wh: memref<16x16xf32>,
                      %out: memref<16xf32>) -> memref<16xf32> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %c9 = arith.constant 9 : index
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32

  %state = memref.alloc() : memref<16xf32>
  %next = memref.alloc() : memref<16xf32>
  %summary = memref.alloc() : memref<16xf32>
  linalg.fill ins(%zero : f32) outs(%state : memref<16xf32>)
  linalg.fill ins(%zero : f32) outs(%next : memref<16xf32>)
  linalg.fill ins(%zero : f32) outs(%summary : memref<16xf32>)

  %last:2 = scf.for %t = %c0 to %c9 step %c1
      iter_args(%old = %state, %new = %next) -> (memref<16xf32>, memref<16xf32>) {
    %frame = memref.subview %frames[%t, 0] [1, 16] [1, 1]
        : memref<9x16xf32> to memref<16xf32, strided<[1], offset: ?>>
    %gate = memref.alloc() : memref<16xf32>
    linalg.fill ins(%zero : f32) outs(%gate : memref<16xf32>)
    linalg.matvec ins(%wz, %frame : memref<16x16xf32>, memref<16xf32, strided<[1], offset: ?>>)
        outs(%gate : memref<16xf32>)
    %open = memref.alloc() : memref<16xf32>
    linalg.generic {indexing_maps = [#all, #all], iterator_types = ["parallel"]}
        ins(%gate : memref<16xf32>) outs(%open : memref<16xf32>) {
    ^bb0(%g: f32, %o: f32):
      %negative = arith.negf %g : f32
      %e = math.exp %negative : f32
      %above = arith.addf %e, %one : f32
      %sigmoid = arith.divf %one, %above : f32
      linalg.yield %sigmoid : f32
    }
    %candidate = memref.alloc() : memref<16xf32>
    linalg.fill ins(%zero : f32) outs(%candidate : memref<16xf32>)
    linalg.matvec ins(%wh, %old : memref<16x16xf32>, memref<16xf32>) outs(%candidate : memref<16xf32>)
    linalg.generic {indexing_maps = [#all, #all, #all, #all, #all], iterator_types = ["parallel"]}
        ins(%open, %candidate, %old, %frame
            : memref<16xf32>, memref<16xf32>, memref<16xf32>, memref<16xf32, strided<[1], offset: ?>>)
        outs(%new : memref<16xf32>) {
    ^bb0(%z: f32, %h: f32, %s: f32, %f: f32, %o: f32):
      %in = arith.addf %h, %f : f32
      %taken = arith.mulf %z, %in : f32
      %rest = arith.subf %one, %z : f32
      %kept = arith.mulf %rest, %s : f32
      %sum = arith.addf %taken, %kept : f32
      linalg.yield %sum : f32
    }
    linalg.add ins(%summary, %new : memref<16xf32>, memref<16xf32>) outs(%summary : memref<16xf32>)
    scf.yield %new, %old : memref<16xf32>, memref<16xf32>
  }

  memref.copy %last#0, %out : memref<16xf32> to memref<16xf32>
  // Returned, so not in the arena.
  %mean = memref.alloc() : memref<16xf32>
  linalg.mul ins(%summary, %last#0 : memref<16xf32>, memref<16xf32>) outs(%mean : memref<16xf32>)
  return %mean : memref<16xf32>
}
