// What stays in a planned memory space is an error or a warning if the option says so;
// what the user leaves alone is neither.

// RUN: not %idealloc-opt %s --idealloc-annotate-lifetimes=unplanned=error 2>&1 | FileCheck %s --check-prefixes=CHECK,ERROR
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes=unplanned=warn -o %t.warned 2>&1 | FileCheck %s --check-prefixes=CHECK,WARN
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes -o %t.ignored 2>&1 | count 0
// RUN: diff %t.warned %t.ignored
// RUN: not %idealloc-opt %s --idealloc=unplanned=error 2>&1 | FileCheck %s --check-prefixes=CHECK,ERROR
// RUN: %idealloc-opt %s --idealloc-annotate-lifetimes="unplanned=error memory-spaces=2" -o /dev/null

// ERROR:  [[#@LINE+9]]:14: error: stays in memory space 'default', which is planned: 'func.return' returns it
// WARN:   [[#@LINE+8]]:14: warning: stays in memory space 'default', which is planned: 'func.return' returns it
// CHECK:  note: because of this
// CHECK:  note: remedy: run buffer-results-to-out-params
// CHECK-NOT: {{error|warning}}: stays

func.func @f(%v: f32, %i: index) -> memref<16xf32> {
  %a = memref.alloc() : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  %escapes = memref.alloc() : memref<16xf32>
  memref.store %v, %escapes[%i] : memref<16xf32>
  %kept = memref.alloc() {idealloc.keep} : memref<16xf32>
  memref.store %v, %kept[%i] : memref<16xf32>
  %other = memref.alloc() {idealloc.keep} : memref<16xf32, 2>
  memref.store %v, %other[%i] : memref<16xf32, 2>
  return %escapes : memref<16xf32>
}
