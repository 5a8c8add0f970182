// RUN: split-file %s %t
// RUN: idealloc-opt %t/towers.mlir --idealloc-schedule=when=over-capacity -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=SCHEDULE
// RUN: sed 's/attributes {chip.*/{/' %t/towers.mlir > %t/plain.mlir
// RUN: idealloc-opt %t/plain.mlir --idealloc-schedule="when=over-capacity memories=%t/memories.json" -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=SCHEDULE
// RUN: idealloc-opt %t/plain.mlir --idealloc-schedule=when=over-capacity -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --check-prefix=NO-SCHEDULE --allow-empty
// RUN: %idealloc-opt %t/typed.mlir --idealloc-make-static | FileCheck %s --check-prefix=LEFT
// RUN: sed 's/attributes {chip.*/{/' %t/typed.mlir > %t/plain.mlir
// RUN: %idealloc-opt %t/plain.mlir --idealloc-make-static=memories=%t/memories.json | FileCheck %s --check-prefix=LEFT
// RUN: idealloc-opt %t/towers.mlir --idealloc='schedule=full report=%t/report.json' -o /dev/null
// RUN: FileCheck %s --check-prefix=REPORT < %t/report.json
// RUN: %idealloc-opt %t/nested.mlir --idealloc='lower=false' | FileCheck %s --check-prefix=NESTED
// RUN: not idealloc-opt %t/differ.mlir --idealloc --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=DIFFER
// RUN: not idealloc-opt %t/unused.mlir --idealloc-make-static=capacity=7:64 --mlir-print-op-on-diagnostic=false 2>&1 | FileCheck %s --check-prefix=UNUSED

// A memory that the program describes, or a file, is one for all passes, also
// where the description is on a module around or inside of the other.

//--- memories.json
{"memories": [{"space": "default", "capacity": 511}]}
//--- towers.mlir
// SCHEDULE: Function=towers | Before=512, {{.*}}Load=256, {{.*}}Moved=1
// NO-SCHEDULE-NOT: Moved
// REPORT: "capacity": 511
module attributes {chip.l1 = #idealloc.memory<{space = 0, capacity = 511}>} {
  func.func @towers(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>) {
    %a = memref.alloc() : memref<64xf32>
    %b = memref.alloc() : memref<64xf32>
    linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
    linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
    linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
    linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
    return
  }
}
//--- typed.mlir
// LEFT: memref.alloc(%{{.*}}) : memref<?xf32>
module attributes {chip.l1 = #idealloc.memory<{space = 0, capacity = 511}>} {
  func.func @typed(%n: i16, %v: f32, %i: index) {
    %s = arith.index_castui %n : i16 to index
    %d = memref.alloc(%s) : memref<?xf32>
    memref.store %v, %d[%i] : memref<?xf32>
    return
  }
}
//--- nested.mlir
// NESTED: idealloc.memories = [{{.*}}capacity = 256 : i64{{.*}}space = 1 : i64{{.*}}capacity = 1024 : i64{{.*}}space = 2 : i64
module attributes {chip.l2 = #idealloc.memory<{space = 1, capacity = 256}>} {
  module attributes {core.l1 = #idealloc.memory<{space = 2, capacity = 1024}>,
                     core.l2 = #idealloc.memory<{space = 1, capacity = 256}>} {
    func.func @net(%x: memref<16xf32, 1>) {
      %t = memref.alloc() : memref<16xf32, 1>
      memref.copy %x, %t : memref<16xf32, 1> to memref<16xf32, 1>
      memref.copy %t, %x : memref<16xf32, 1> to memref<16xf32, 1>
      return
    }
  }
}
//--- differ.mlir
// DIFFER: error: memory space '1' is described twice
module attributes {chip.l2 = #idealloc.memory<{space = 1, capacity = 256}>} {
  module attributes {core.l2 = #idealloc.memory<{space = 1, capacity = 512}>} {
    func.func @net() {
      return
    }
  }
}
//--- unused.mlir
// UNUSED: error: capacity names memory space '7', which no allocation has; there is 'default'
func.func @net(%x: memref<16xf32>) {
  %t = memref.alloc() : memref<16xf32>
  memref.copy %x, %t : memref<16xf32> to memref<16xf32>
  memref.copy %t, %x : memref<16xf32> to memref<16xf32>
  return
}
