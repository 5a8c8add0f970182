// RUN: %idealloc-test-opt %s --idealloc-poison=pattern=17 | FileCheck %s
// RUN: not idealloc-test-opt %s --idealloc-poison=pattern=256 2>&1 | FileCheck %s --check-prefix=INVALID

// INVALID: pattern 256 is not a byte

// CHECK-LABEL: func.func @pattern
// CHECK: %[[BYTE:.*]] = arith.constant 17 : i8
// CHECK: linalg.fill ins(%[[BYTE]] : i8)
func.func @pattern(%v: f32) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 4 : memref<64xi8> to memref<16xf32>
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  return
}
