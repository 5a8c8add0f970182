// A declared function may call back, while the arena is in use; unless promised.

// RUN: not %idealloc-opt %s --idealloc=storage=global 2>&1 | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='storage=global callbacks=false' | FileCheck %s --check-prefix=PROMISED
// CHECK: error: calls 'ext', which has no body here and may call back, while 'scale' holds a global arena; promise the contrary with idealloc.nocallback
// PROMISED: memref.get_global

func.func private @printI64(i64)
func.func private @printNewline()
func.func private @ext(i64) -> i64
func.func @scale(%v: i64) -> i64 {
  %c0 = arith.constant 0 : index
  %t = memref.alloc() : memref<8xi64>
  linalg.fill ins(%v : i64) outs(%t : memref<8xi64>)
  %zero = arith.constant 0 : i64
  %more = arith.cmpi sgt, %v, %zero : i64
  scf.if %more {
    %w = func.call @ext(%v) : (i64) -> i64
    scf.yield
  }
  %r = memref.load %t[%c0] : memref<8xi64>
  return %r : i64
}
func.func @main() attributes {llvm.emit_c_interface} {
  %one = arith.constant 1 : i64
  %r = call @scale(%one) : (i64) -> i64
  call @printI64(%r) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}
