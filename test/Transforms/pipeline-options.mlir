// RUN: %idealloc-opt %s --idealloc='lower=false memory-spaces=1,default min-size=64 strategy=first-fit-begin alignment=256 capacity=1:65536,default:1024 reserve=1:0-100 seed=3 effort=2 threads=2 time-limit=60 dump-problem=%t.csv' | FileCheck %s
// RUN: FileCheck %s --check-prefix=DUMP < %t.options.1.csv
// RUN: idealloc-plan %t.options.1.csv -o %t.options.1.csv --reserve 0-100
// RUN: idealloc-plan %t.options.default.csv -o %t.options.default.csv
// RUN: %idealloc-opt %s --idealloc='lower=false memory-spaces=1,default min-size=64 alignment=256 reserve=1:0-100 load-plan=%t.csv' | FileCheck %s
// RUN: %idealloc-opt %s --idealloc='memory-spaces=1,default dealloc-arena=false' | FileCheck %s --check-prefix=LEAK
// RUN: not idealloc-opt %s --idealloc='memory-spaces=all lifetimes=given' 2>&1 | FileCheck %s --check-prefix=GIVEN
// RUN: not idealloc-opt %s --idealloc='memory-spaces=all threads=1025' 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not idealloc-opt %s --idealloc='memory-spaces=all time-limit=-1' 2>&1 | FileCheck %s --check-prefix=TIME
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --idealloc-assign-offsets='iterations=0' 2>&1 | FileCheck %s --check-prefix=ITERATIONS
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --idealloc-assign-offsets='search=best' 2>&1 | FileCheck %s --check-prefix=SEARCH
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --idealloc-assign-offsets='trees=0' 2>&1 | FileCheck %s --check-prefix=TREES
// RUN: not idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --idealloc-assign-offsets='epsilon=0.618' 2>&1 | FileCheck %s --check-prefix=EPSILON
// RUN: idealloc-opt %s --idealloc-annotate-lifetimes=memory-spaces=all --idealloc-assign-offsets='strategy=boxing iterations=5 search=random trees=5 epsilon=0.5 repair=false' --dump-pass-pipeline -o /dev/null 2>&1 | FileCheck %s --check-prefix=BOXING
// RUN: not idealloc-opt %s --idealloc=memory-spaces=all,capacity=1:8 2>&1 | FileCheck %s --check-prefix=SYNTAX
// RUN: not idealloc-opt %s --idealloc='memory-spaces=all capacity=1:8' 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: not idealloc-opt %s --idealloc='memory-spaces=all storage=heap' 2>&1 | FileCheck %s --check-prefix=STORAGE

// Every option reaches its pass.

// GIVEN:       error: {{.*}}has no 'idealloc.lifetime', which lifetimes=given requires
// THREADS:     error: threads must be
// TIME:        error: time-limit must be
// ITERATIONS:  error: iterations must be
// SEARCH:      for the --search option: Cannot find option named 'best'!
// TREES:       error: trees must be
// EPSILON:     error: epsilon must be
// BOXING:      idealloc-assign-offsets{{.*}} epsilon=5.000000e-01 {{.*}}iterations=5 {{.*}}repair=false {{.*}}search=random {{.*}}strategy=boxing {{.*}}trees=5
// SYNTAX:      error: 'capacity=1:8' is no memory space
// CAPACITY:    error: {{.*}}needs 64 bytes, capacity of memory space '1' is 8, 56 too few
// STORAGE:     for the --storage option: Cannot find option named 'heap'!
// DUMP:        id,lower,upper,size,alignment
// DUMP-NEXT: %a,3,4,64,256

// CHECK-LABEL: func.func @options(
// CHECK-DAG:     %[[ONE:.*]] = idealloc.arena {alignment = 256 : i64} : memref<320xi8, 1>
// CHECK-DAG:     %[[ZERO:.*]] = idealloc.arena {alignment = 256 : i64} : memref<64xi8>
// CHECK:         idealloc.slice %[[ONE]][256]
// CHECK:         idealloc.slice %[[ZERO]][0]
// CHECK:         memref.alloc() : memref<15xf32>
// LEAK-NOT:    memref.dealloc
func.func @options(%v: f32, %i: index) {
  %a = memref.alloc() : memref<16xf32, 1>
  %b = memref.alloc() : memref<16xf32>
  %small = memref.alloc() : memref<15xf32>
  memref.store %v, %a[%i] : memref<16xf32, 1>
  memref.store %v, %b[%i] : memref<16xf32>
  memref.store %v, %small[%i] : memref<15xf32>
  return
}
