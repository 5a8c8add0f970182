// RUN: not idealloc-opt %s --idealloc=lifetimes=given -o /dev/null 2>&1 | FileCheck %s

// What lies between the elements of a buffer is not overwritten with them.

// CHECK: error: overwrites bytes [0, 48) of memory space 'default', which another buffer needs later

// %a has a gap of 4 elements between its rows. Row %g lies in it.
!t = memref<2x4xf32, strided<[8, 1]>>
!w = memref<12xf32>
func.func private @printF32(f32)
func.func private @printNewline()
func.func @main() attributes {llvm.emit_c_interface} {
  %c4 = arith.constant 4 : index                        // 0
  %c0 = arith.constant 0 : index                        // 1
  %v = arith.constant 1.0 : f32                         // 2
  %w = arith.constant 2.0 : f32                         // 3
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<6 to 8, 13 to 17>} : !t   // 4
  %g = memref.reinterpret_cast %a to offset: [4], sizes: [4], strides: [1] : !t to memref<4xf32, strided<[1], offset: 4>> // 5
  memref.store %v, %g[%c0] : memref<4xf32, strided<[1], offset: 4>>            // 6
  %u = arith.constant 0 : index                         // 7
  %b = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<9 to 13>} : !w         // 8
  linalg.fill ins(%w : f32) outs(%b : !w)               // 9, 11
  %l = memref.load %b[%c0] : !w                         // 12
  linalg.fill ins(%w : f32) outs(%a : !t)               // 13, 15
  %m = memref.load %g[%c0] : memref<4xf32, strided<[1], offset: 4>>     // 16
  call @printF32(%l) : (f32) -> ()
  call @printF32(%m) : (f32) -> ()
  call @printNewline() : () -> ()
  return
}
