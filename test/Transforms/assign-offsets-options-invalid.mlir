// RUN: not idealloc-opt %s --idealloc-assign-offsets=strategy=magic 2>&1 | FileCheck %s --check-prefix=STRATEGY
// RUN: not idealloc-opt %s --idealloc-assign-offsets=alignment=48 2>&1 | FileCheck %s --check-prefix=ALIGNMENT
// RUN: not idealloc-opt %s --idealloc-assign-offsets=alignment=0 2>&1 | FileCheck %s --check-prefix=ALIGNMENT0
// RUN: not idealloc-opt %s --idealloc-assign-offsets=effort=0 2>&1 | FileCheck %s --check-prefix=EFFORT
// RUN: not idealloc-opt %s --idealloc-assign-offsets=effort=nan 2>&1 | FileCheck %s --check-prefix=EFFORT
// RUN: not idealloc-opt %s --idealloc-assign-offsets=effort=inf 2>&1 | FileCheck %s --check-prefix=EFFORT
// RUN: not idealloc-opt %s --idealloc=effort=inf 2>&1 | FileCheck %s --check-prefix=EFFORT
// RUN: not idealloc-opt %s --idealloc-assign-offsets=threads=1025 2>&1 | FileCheck %s --check-prefix=THREADS
// RUN: not idealloc-opt %s --idealloc-assign-offsets=threads=-1 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not idealloc-opt %s --idealloc-assign-offsets=time-limit=-1 2>&1 | FileCheck %s --check-prefix=TIME
// RUN: not idealloc-opt %s --idealloc-assign-offsets=time-limit=nan 2>&1 | FileCheck %s --check-prefix=TIME
// RUN: not idealloc-opt %s --idealloc-assign-offsets=time-limit=inf 2>&1 | FileCheck %s --check-prefix=TIME
// RUN: not idealloc-opt %s --idealloc-assign-offsets=time-limit=soon 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not idealloc-opt %s --idealloc-assign-offsets=iterations=0 2>&1 | FileCheck %s --check-prefix=ITERATIONS
// RUN: not idealloc-opt %s --idealloc-assign-offsets=iterations=-2 2>&1 | FileCheck %s --check-prefix=ITERATIONS
// RUN: not idealloc-opt %s --idealloc-assign-offsets=iterations=many 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not idealloc-opt %s --idealloc-assign-offsets=search=best 2>&1 | FileCheck %s --check-prefix=SEARCH
// RUN: not idealloc-opt %s --idealloc-assign-offsets=search= 2>&1 | FileCheck %s --check-prefix=SEARCH
// RUN: not idealloc-opt %s --idealloc-assign-offsets=trees=0 2>&1 | FileCheck %s --check-prefix=TREES
// RUN: not idealloc-opt %s --idealloc-assign-offsets=trees=1025 2>&1 | FileCheck %s --check-prefix=TREES
// RUN: not idealloc-opt %s --idealloc-assign-offsets=trees=-1 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not idealloc-opt %s --idealloc-assign-offsets=trees=many 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not idealloc-opt %s --idealloc-assign-offsets=epsilon=0 2>&1 | FileCheck %s --check-prefix=EPSILON
// RUN: not idealloc-opt %s --idealloc-assign-offsets=epsilon=-0.5 2>&1 | FileCheck %s --check-prefix=EPSILON
// RUN: not idealloc-opt %s --idealloc-assign-offsets=epsilon=0.618 2>&1 | FileCheck %s --check-prefix=EPSILON
// RUN: not idealloc-opt %s --idealloc-assign-offsets=epsilon=nan 2>&1 | FileCheck %s --check-prefix=EPSILON
// RUN: not idealloc-opt %s --idealloc-assign-offsets=epsilon=wide 2>&1 | FileCheck %s --check-prefix=NUMBER
// RUN: not idealloc-opt %s --idealloc-assign-offsets=repair=maybe 2>&1 | FileCheck %s --check-prefix=BOOL
// RUN: not idealloc-opt %s --idealloc-assign-offsets=capacity=1 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: not idealloc-opt %s --idealloc-assign-offsets=capacity=1:-5 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: not idealloc-opt %s --idealloc-assign-offsets=capacity=1:many 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: not idealloc-opt %s --idealloc-assign-offsets=capacity=1:9223372036854775808 2>&1 | FileCheck %s --check-prefix=CAPACITY
// RUN: not idealloc-opt %s '--idealloc-assign-offsets=capacity=#what:64' 2>&1 | FileCheck %s --check-prefix=NOSPACE
// RUN: not idealloc-opt %s --idealloc-assign-offsets=capacity=:64 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: not idealloc-opt %s --idealloc-assign-offsets=reserve=1:64 2>&1 | FileCheck %s --check-prefix=RESERVE
// RUN: not idealloc-opt %s --idealloc-assign-offsets=reserve=1:64-64 2>&1 | FileCheck %s --check-prefix=RESERVE
// RUN: not idealloc-opt %s --idealloc-assign-offsets=reserve=1:64-32 2>&1 | FileCheck %s --check-prefix=RESERVE
// RUN: not idealloc-opt %s --idealloc-assign-offsets=reserve=0-64 2>&1 | FileCheck %s --check-prefix=RESERVE
// RUN: not idealloc-opt %s --idealloc-assign-offsets=capacity=1:64,1:128 2>&1 | FileCheck %s --check-prefix=TWICE

// STRATEGY:   error: unknown strategy 'magic'; known: auto, exact, boxing, greedy, first-fit-size,
// ALIGNMENT:  error: alignment 48 is not a power of two
// ALIGNMENT0: error: alignment 0 is not a power of two
// EFFORT:     error: effort must be a finite number above 0
// THREADS:    error: threads must be from 0 to 1024
// TIME:       error: time-limit must be a finite number of seconds, 0 or more
// ITERATIONS: error: iterations must be at least 1
// SEARCH:     for the --search option: Cannot find option named '{{.*}}'!
// TREES:      error: trees must be from 1 to 1024
// EPSILON:    error: epsilon must be strictly between 0 and 0.618
// NUMBER:     '{{.*}}' value invalid for {{.*}} argument
// BOOL:       'maybe' is invalid value for boolean argument
// CAPACITY:   error: capacity '{{.*}}' is not SPACE:BYTES, as in 1:65536
// NOSPACE:    error: '#what' is no memory space: expected 'default', a number, a word, or an attribute
// EMPTY:      error: '' is no memory space
// RESERVE:    error: reserve '{{.*}}' is not SPACE:LO-HI with LO < HI, as in 1:0-4096
// TWICE:      error: capacity of memory space '1' is given twice

func.func @nothing() {
  return
}
