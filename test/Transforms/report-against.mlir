// A report that is compared with an older one: what was added, has gone, has moved
// or has another size, by name; and an error if an arena has become larger.

// RUN: rm -rf %t && split-file %s %t
// RUN: %idealloc-opt %t/old.mlir --idealloc='report=%t/old.json schedule=off' -o /dev/null
// RUN: %idealloc-opt %t/old.mlir --idealloc='report=%t/same.txt report-against=%t/old.json fail-if-larger=true schedule=off' -o /dev/null
// RUN: FileCheck %s --check-prefix=SAME < %t/same.txt
// RUN: not idealloc-opt %t/new.mlir --idealloc='report=%t/new.txt report-against=%t/old.json fail-if-larger=true schedule=off' -o /dev/null 2>&1 | FileCheck %s --check-prefix=LARGER
// RUN: FileCheck %s < %t/new.txt
// RUN: %idealloc-opt %t/new.mlir --idealloc='report=%t/new.json report-against=%t/old.json schedule=off' -o /dev/null
// RUN: %python -c "import json; s = json.load(open(r'%t/new.json'))['since']; m = s['memories'][0]; assert s['report'].endswith('old.json') and (m['name'], m['arena_before'], m['arena_after'], m['gone'][0]['id']) == ('f, memory space default', 128, 320, 'goes'), m"
// RUN: %idealloc-opt %t/new.mlir --idealloc='report=%t/new.html report-against=%t/old.json schedule=off' -o /dev/null
// RUN: not idealloc-opt %t/new.mlir --idealloc='report=%t/new.txt report-against=%t/none.json schedule=off' -o /dev/null 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: not idealloc-opt %t/new.mlir --idealloc='report=%t/new.txt report-against=%t/old.mlir schedule=off' -o /dev/null 2>&1 | FileCheck %s --check-prefix=RUBBISH
// RUN: not idealloc-opt %t/new.mlir --idealloc='report=%t/new.txt fail-if-larger=true schedule=off' -o /dev/null 2>&1 | FileCheck %s --check-prefix=ALONE
// RUN: not idealloc-opt %t/new.mlir --idealloc='report-against=%t/old.json schedule=off' -o /dev/null 2>&1 | FileCheck %s --check-prefix=NOFILE

// SAME:       Since {{.*}}old.json
// SAME:       arena      128 -> 128 bytes
// SAME:       unchanged  2 buffers

// LARGER:     error: the arena of 'f, memory space default' has grown by 192 bytes, from 128 to 320 since report '{{.*}}old.json'

// CHECK:      Since {{.*}}old.json
// CHECK:      f, memory space default
// CHECK-NEXT: arena      128 -> 320 bytes (+192)
// CHECK-NEXT: peak       128 -> 320 bytes (+192)
// CHECK:      added      1 buffer
// CHECK-NEXT:   comes, 64 bytes
// CHECK-NEXT: gone       1 buffer
// CHECK-NEXT:   goes, 64 bytes
// CHECK-NEXT: resized    1 buffer
// CHECK-NEXT:   grows, 64 -> 256 bytes

// NONE:       error: cannot use old report '{{.*}}none.json': No such file or directory
// RUBBISH:    error: cannot use old report '{{.*}}old.mlir': it is not JSON
// ALONE:      error: fail-if-larger needs an old report to compare with: against=FILE.json
// NOFILE:     error: idealloc-report needs file=NAME.txt, NAME.json or NAME.html

//--- old.mlir
func.func @f(%v: f32, %i: index, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<16xf32> loc("grows")
  %b = memref.alloc() : memref<16xf32> loc("goes")
  memref.store %v, %a[%i] : memref<16xf32>
  memref.store %v, %b[%i] : memref<16xf32>
  %x = memref.load %a[%i] : memref<16xf32>
  %z = memref.load %b[%i] : memref<16xf32>
  memref.store %x, %y[%i] : memref<16xf32>
  memref.store %z, %y[%i] : memref<16xf32>
  return
}
//--- new.mlir
func.func @f(%v: f32, %i: index, %y: memref<16xf32>) {
  %a = memref.alloc() : memref<64xf32> loc("grows")
  %b = memref.alloc() : memref<16xf32> loc("comes")
  memref.store %v, %a[%i] : memref<64xf32>
  memref.store %v, %b[%i] : memref<16xf32>
  %x = memref.load %a[%i] : memref<64xf32>
  %z = memref.load %b[%i] : memref<16xf32>
  memref.store %x, %y[%i] : memref<16xf32>
  memref.store %z, %y[%i] : memref<16xf32>
  return
}
