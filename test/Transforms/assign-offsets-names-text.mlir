// Without names in locations, buffers are called as in the text of the input. In
// a program, names that two functions have stand behind their function. A plan
// is loaded by name, in any order of its rows, and whatever the file is called.

// RUN: %idealloc-opt %s --idealloc='in-place=false dump-problem=%t.csv' -o /dev/null
// RUN: FileCheck %s --input-file=%t.csv --check-prefix=CSV
// RUN: %idealloc-opt --idealloc='in-place=false dump-problem=%t.stdin.csv' -o /dev/null < %s
// RUN: FileCheck %s --input-file=%t.stdin.csv --check-prefix=CSV
// RUN: idealloc-plan %t.csv -o %t.plan.csv --strategy first-fit-begin > /dev/null
// RUN: %idealloc-opt %s --idealloc='in-place=false lower=false load-plan=%t.plan.csv' -o %t.planned
// RUN: head -n 1 %t.plan.csv > %t.sorted.csv
// RUN: tail -n +2 %t.plan.csv | sort -r >> %t.sorted.csv
// RUN: %idealloc-opt %s --idealloc='in-place=false lower=false load-plan=%t.sorted.csv' | diff %t.planned -
// RUN: %idealloc-opt %s --mlir-print-debuginfo -o %t.other.mlir
// RUN: %idealloc-opt %t.other.mlir --idealloc='in-place=false lower=false load-plan=%t.plan.csv' | diff %t.planned -
// RUN: %idealloc-opt %s --split-input-file --idealloc='in-place=false dump-problem=%t.split.csv' -o /dev/null
// RUN: FileCheck %s --input-file=%t.split.csv --check-prefix=CSV

// CSV:      id,lower,upper,size,alignment
// CSV-NEXT: @leaf/%a,
// CSV-NEXT: %only,
// CSV-NEXT: @net/%a,
// CSV-NEXT: %7,
// CSV-NEXT: named,

func.func private @leaf(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  %only =
      memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%a : memref<8x8xf32>) permutation = [1, 0]
  linalg.transpose ins(%a : memref<8x8xf32>) outs(%only : memref<8x8xf32>) permutation = [1, 0]
  linalg.transpose ins(%only : memref<8x8xf32>) outs(%y : memref<8x8xf32>) permutation = [1, 0]
  return
}
func.func @net(%x: memref<8x8xf32>, %y: memref<8x8xf32>) {
  %a = memref.alloc() : memref<8x8xf32>
  linalg.transpose ins(%x : memref<8x8xf32>) outs(%a : memref<8x8xf32>) permutation = [1, 0]
  %7 = memref.alloc() : memref<8x8xf32>
  call @leaf(%a, %7) : (memref<8x8xf32>, memref<8x8xf32>) -> ()
  %b = memref.alloc() : memref<8x8xf32> loc("named")
  linalg.transpose ins(%7 : memref<8x8xf32>) outs(%b : memref<8x8xf32>) permutation = [1, 0]
  linalg.transpose ins(%b : memref<8x8xf32>) outs(%y : memref<8x8xf32>) permutation = [1, 0]
  return
}
