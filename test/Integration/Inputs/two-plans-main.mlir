  func.func private @printI64(i64)
  func.func private @printNewline()
  func.func @main() {
    %c0 = arith.constant 0 : index
    %x = memref.alloc() : memref<8xi64>
    %y = memref.alloc() : memref<2xi64>
    %arena = memref.alloc() {alignment = 64 : i64} : memref<80xi8>
    call @two(%x, %y, %arena) : (memref<8xi64>, memref<2xi64>, memref<80xi8>) -> ()
    %v = memref.load %x[%c0] : memref<8xi64>
    %w = memref.load %y[%c0] : memref<2xi64>
    call @printI64(%v) : (i64) -> ()
    call @printNewline() : () -> ()
    call @printI64(%w) : (i64) -> ()
    call @printNewline() : () -> ()
    return
  }
}
