// Two plans of one memory space, one after the other: what the second places is
// live together with what the first did, in one argument too.

// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc{lower=false min-size=64 shorten=false schedule=off},idealloc{storage=argument shorten=false schedule=off})' | sed '/^}$/d' > %t.mlir
// RUN: cat %S/Inputs/two-plans-main.mlir >> %t.mlir
// RUN: %idealloc-opt %t.mlir --pass-pipeline='builtin.module(%lowering)' | %run-main | FileCheck %s
// RUN: %idealloc-opt %s --pass-pipeline='builtin.module(idealloc{lower=false min-size=64 shorten=false schedule=off},idealloc{storage=argument shorten=false schedule=off})' | FileCheck %s --check-prefix=PLAN

// PLAN: func.func @two({{.*}}: memref<80xi8> {idealloc.arena = {alignment = 64 : i64, bytes = 80 : i64}})

// CHECK: 1{{$}}
// CHECK: 2{{$}}
func.func @two(%x: memref<8xi64>, %y: memref<2xi64>) {
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %big = memref.alloc() : memref<8xi64>
  %small = memref.alloc() : memref<2xi64>
  linalg.fill ins(%one : i64) outs(%big : memref<8xi64>)
  linalg.fill ins(%two : i64) outs(%small : memref<2xi64>)
  memref.copy %big, %x : memref<8xi64> to memref<8xi64>
  memref.copy %small, %y : memref<2xi64> to memref<2xi64>
  return
}
