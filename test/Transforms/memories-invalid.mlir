// RUN: not idealloc-opt %s --idealloc='memories=%t.none' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=NONE
// NONE: error: cannot use memories file '{{.*}}.none': No such file or directory

// RUN: echo '{"memories": [{"space": "1", "capacity": "much"}]}' > %t.text
// RUN: not idealloc-opt %s --idealloc='memories=%t.text' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=NUMBER
// NUMBER: error: cannot use memories file '{{.*}}.text': memory 0 (M2) has a 'capacity' that is no number of 0 or more

// RUN: echo '{"memories": [{"space": "1", "size": 1}]}' > %t.key
// RUN: not idealloc-opt %s --idealloc='memories=%t.key' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=KEY
// KEY: error: cannot use memories file '{{.*}}.key': memory 0 (M1) has a key 'size', which is none of space, base, capacity, alignment, reserved, globals

// RUN: echo '{"memories": [{"space": "1"}, {"space": 1}]}' > %t.twice
// RUN: not idealloc-opt %s --idealloc='memories=%t.twice' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=TWICE
// TWICE: error: memory space '1' is described twice

// RUN: echo '{"memories": [{"space": "1", "base": 3, "alignment": 2}]}' > %t.base
// RUN: not idealloc-opt %s --idealloc='memories=%t.base' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=BASE
// BASE: error: cannot use memories file '{{.*}}.base': memory 0 (M3) has a 'base' that its 'alignment' does not divide

// RUN: echo '[]' > %t.list
// RUN: not idealloc-opt %s --idealloc='memories=%t.list' --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=LIST
// LIST: error: cannot use memories file '{{.*}}.list': it is not {"memories": [...]}

func.func @net(%x: memref<16xf32, 1>) {
  %t = memref.alloc() : memref<16xf32, 1>
  memref.copy %x, %t : memref<16xf32, 1> to memref<16xf32, 1>
  memref.copy %t, %x : memref<16xf32, 1> to memref<16xf32, 1>
  return
}
