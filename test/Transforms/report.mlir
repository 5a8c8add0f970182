// The report of a planned module: arenas with names and users of buffers, constants
// and fills by name, globals, and what is not planned with a remedy.

// RUN: %idealloc-opt %s --idealloc="report=%t.txt capacity=default:65536 shorten=false schedule=off" -o /dev/null
// RUN: FileCheck %s < %t.txt
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes --idealloc-assign-offsets --idealloc-report="file=%t.json title=net" -o /dev/null
// RUN: %python -c "import json; r = json.load(open(r'%t.json')); m = r['memories'][0]; assert (r['title'], m['peak'], m['constants'], m['fills']) == ('net', 4096 + 64 + 64, 4096, 64), (m['peak'], m['constants'], m['fills'])"
// RUN: %idealloc-opt %s --idealloc="report=%t.html shorten=false schedule=off" -o /dev/null
// RUN: FileCheck %s --check-prefix=HTML < %t.html
// RUN: %idealloc-opt %s --idealloc="lower=false shorten=false schedule=off" -o %t.without
// RUN: %idealloc-opt %s --idealloc="lower=false report=%t.txt shorten=false schedule=off" -o %t.with
// RUN: diff %t.without %t.with

// CHECK:      report.mlir
// CHECK:      memory space default
// CHECK-NEXT:   arenas                 4,224 bytes  the least there can be
// CHECK-NEXT:   constants              4,096 bytes  globals that do not change
// CHECK-NEXT:   left alone                64 bytes  not planned, see below
// CHECK-NEXT:   all                    8,384 bytes
// CHECK-NEXT:   capacity              65,536 bytes  all fits
// CHECK:      forward, memory space default
// CHECK-NEXT:   buffers                4,224 bytes  3 buffers
// CHECK:        peak                   4,224 bytes
// CHECK:        capacity              65,536 bytes  the plan fits
// CHECK-NEXT:   constants              4,096 bytes
// CHECK-NEXT:   fills                     64 bytes
// CHECK:        stem/weights           4,096 bytes  live
// CHECK-NEXT:     constant, memref<16x64xf32>, report.mlir:[[#@LINE+14]], first written by linalg.transpose, line [[#@LINE+18]], last read by linalg.matmul, line [[#@LINE+22]]
// CHECK:      Outside of the arenas
// CHECK-NEXT:   constant               4,096 bytes  1 in memory space default
// CHECK-NEXT:     w, 4,096 bytes, report.mlir:
// CHECK-NEXT:   allocation                64 bytes  1 in memory space default: 'func.return' returns it
// CHECK-NEXT:     remedy: run buffer-results-to-out-params
// CHECK-NEXT:     forward: %kept, 64 bytes, report.mlir:

// HTML: <!DOCTYPE html>
// HTML: stem/weights

memref.global "private" constant @w : memref<64x16xf32> = dense<1.0>
func.func @forward(%x: memref<1x16xf32>, %out: memref<1x64xf32>) -> memref<16xf32> {
  %zero = arith.constant 0.0 : f32
  %weights = memref.alloc() : memref<16x64xf32> loc("stem/weights"("report.mlir":42:3))
  %stored = memref.get_global @w : memref<64x16xf32>
  %ones = memref.alloc() : memref<1x16xf32> loc("ones"("report.mlir":44:3))
  %sum = memref.alloc() : memref<1x16xf32>
  linalg.transpose ins(%stored : memref<64x16xf32>) outs(%weights : memref<16x64xf32>) permutation = [1, 0]
  linalg.fill ins(%zero : f32) outs(%ones : memref<1x16xf32>)
  linalg.add ins(%x, %ones : memref<1x16xf32>, memref<1x16xf32>) outs(%sum : memref<1x16xf32>)
  linalg.matmul ins(%sum, %weights : memref<1x16xf32>, memref<16x64xf32>) outs(%out : memref<1x64xf32>)
  linalg.matmul ins(%ones, %weights : memref<1x16xf32>, memref<16x64xf32>) outs(%out : memref<1x64xf32>)
  %kept = memref.alloc() : memref<16xf32>
  linalg.fill ins(%zero : f32) outs(%kept : memref<16xf32>)
  return %kept : memref<16xf32>
}
