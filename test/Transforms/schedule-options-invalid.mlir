// RUN: not idealloc-opt %s --idealloc-schedule=remat-work=-1 2>&1 | FileCheck %s --check-prefix=WORK
// RUN: not idealloc-opt %s --idealloc-schedule=order-effort=nan 2>&1 | FileCheck %s --check-prefix=EFFORT
// RUN: not idealloc-opt %s --idealloc-schedule=effort=-1 2>&1 | FileCheck %s --check-prefix=PLANS
// RUN: not idealloc-opt %s --idealloc-schedule=strategy=x 2>&1 | FileCheck %s --check-prefix=STRATEGY
// RUN: not idealloc-opt %s --idealloc-schedule=alignment=3 2>&1 | FileCheck %s --check-prefix=ALIGNMENT

// WORK: error: remat-work must be a finite number of percent, 0 or more
// EFFORT: error: order-effort must be a finite number, 0 or more
// PLANS: error: effort must be a finite number above 0
// STRATEGY: error: unknown strategy 'x'
// ALIGNMENT: error: alignment 3 is not a power of two
func.func @f() {
  return
}
