// Square roots by Newton's method: a loop that ends when the largest change is
// small. Quotients and changes live for one step, the change is decided on after
// the buffer it came from died.

func.func @while_newton(%x: memref<10xf32>, %out: memref<10xf32>) -> i32 {
  %c0 = arith.constant 0 : i32
  %c1 = arith.constant 1 : i32
  %most = arith.constant 30 : i32
  %zero = arith.constant 0.0 : f32
  %one = arith.constant 1.0 : f32
  %half = arith.constant 0.5 : f32
  %small = arith.constant 1.0e-4 : f32

  // Above zero, whatever the input is.
  %a = memref.alloc() : memref<10xf32>
  linalg.mul ins(%x, %x : memref<10xf32>, memref<10xf32>) outs(%a : memref<10xf32>)
  linalg.map ins(%a : memref<10xf32>) outs(%a : memref<10xf32>)
    (%v: f32, %o: f32) {
      %above = arith.addf %v, %one : f32
      linalg.yield %above : f32
    }
  %guess = memref.alloc() : memref<10xf32>
  memref.copy %a, %guess : memref<10xf32> to memref<10xf32>

  %steps:2 = scf.while (%n = %c0, %change = %one) : (i32, f32) -> (i32, f32) {
    %far = arith.cmpf ogt, %change, %small : f32
    %few = arith.cmpi slt, %n, %most : i32
    %go = arith.andi %far, %few : i1
    scf.condition(%go) %n, %change : i32, f32
  } do {
  ^bb0(%n: i32, %old: f32):
    %quotient = memref.alloc() : memref<10xf32>
    linalg.div ins(%a, %guess : memref<10xf32>, memref<10xf32>) outs(%quotient : memref<10xf32>)
    %better = memref.alloc() : memref<10xf32>
    linalg.map ins(%guess, %quotient : memref<10xf32>, memref<10xf32>) outs(%better : memref<10xf32>)
      (%g: f32, %q: f32, %o: f32) {
        %sum = arith.addf %g, %q : f32
        %mean = arith.mulf %sum, %half : f32
        linalg.yield %mean : f32
      }
    %change = memref.alloc() : memref<10xf32>
    linalg.sub ins(%better, %guess : memref<10xf32>, memref<10xf32>) outs(%change : memref<10xf32>)
    %largest = memref.alloc() : memref<f32>
    linalg.fill ins(%zero : f32) outs(%largest : memref<f32>)
    linalg.reduce ins(%change : memref<10xf32>) outs(%largest : memref<f32>) dimensions = [0]
      (%v: f32, %m: f32) {
        %size = math.absf %v : f32
        %larger = arith.maximumf %size, %m : f32
        linalg.yield %larger : f32
      }
    memref.copy %better, %guess : memref<10xf32> to memref<10xf32>
    %next = arith.addi %n, %c1 : i32
    %decides = memref.load %largest[] : memref<f32>
    scf.yield %next, %decides : i32, f32
  }
  memref.copy %guess, %out : memref<10xf32> to memref<10xf32>
  return %steps#0 : i32
}
