// An op that asks for scratch memory by BufferUseOpInterface gets an allocation
// of the type it names.

// RUN: %idealloc-opt --load-dialect-plugin=%kernel-dialect %s --idealloc-make-static --remarks-filter=idealloc 2> %t.remarks | FileCheck %s
// RUN: FileCheck %s --check-prefix=REMARK < %t.remarks
// RUN: %idealloc-opt --load-dialect-plugin=%kernel-dialect %s --idealloc-make-static=min-size=193 | FileCheck %s --check-prefix=LEFT
// RUN: %idealloc-opt --load-dialect-plugin=%kernel-dialect %s --idealloc-make-static=memory-spaces=1 | FileCheck %s --check-prefix=LEFT
// LEFT-NOT: memref.alloc

// CHECK-LABEL: func.func @scratch(
// CHECK-SAME:    %[[X:.*]]: memref<18xf32>, %[[F:.*]]: memref<3xf32>, %[[Y:.*]]: memref<16xf32>, %[[S:.*]]: memref<16x3xf32>
// CHECK:         %[[SCRATCH:.*]] = memref.alloc() : memref<16x3xf32>
// CHECK-NEXT:    kernel.conv %[[X]], %[[F]], %[[Y]] scratch %[[SCRATCH]] :
// CHECK-NEXT:    kernel.conv %[[X]], %[[F]], %[[Y]] scratch %[[S]] :
func.func @scratch(%x: memref<18xf32>, %f: memref<3xf32>, %y: memref<16xf32>, %s: memref<16x3xf32>) {
  // REMARK: :[[@LINE+1]]:3: remark: [Passed] MadeStatic {{.*}} Function=scratch | Bytes=192, Kind=scratch
  kernel.conv %x, %f, %y : memref<18xf32>, memref<3xf32>, memref<16xf32>
  kernel.conv %x, %f, %y scratch %s : memref<18xf32>, memref<3xf32>, memref<16xf32>, memref<16x3xf32>
  return
}
