// RUN: idealloc-opt %s --idealloc-schedule="when=over-capacity capacity=default:512" -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s --allow-empty --check-prefix=FITS
// RUN: idealloc-opt %s --idealloc-schedule="when=over-capacity capacity=default:511" -o /dev/null --remarks-filter=idealloc 2>&1 | FileCheck %s
// RUN: idealloc-opt %s --idealloc="schedule=full when=over-capacity capacity=default:256" | FileCheck %s --check-prefix=ARENA
// RUN: idealloc-opt %s --idealloc-schedule=schedule=off | FileCheck %s --check-prefix=OFF

// FITS-NOT: Order
// CHECK: Function=towers | Before=512, {{.*}}Load=256, {{.*}}Moved=1
// ARENA: bytes = 256
// OFF: linalg.exp
// OFF-NEXT: linalg.log
func.func @towers(%x: memref<64xf32> {llvm.noalias}, %s: memref<f32>) {
  %a = memref.alloc() : memref<64xf32>
  %b = memref.alloc() : memref<64xf32>
  linalg.exp ins(%x : memref<64xf32>) outs(%a : memref<64xf32>)
  linalg.log ins(%x : memref<64xf32>) outs(%b : memref<64xf32>)
  linalg.reduce { arith.addf } ins(%a : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  linalg.reduce { arith.addf } ins(%b : memref<64xf32>) outs(%s : memref<f32>) dimensions = [0]
  return
}
