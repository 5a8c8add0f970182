// RUN: %idealloc-opt %s --split-input-file --idealloc-report=file=%t.txt --verify-diagnostics
// RUN: not %idealloc-opt %s --split-input-file --idealloc-report 2>&1 | FileCheck %s --check-prefix=NOFILE
// RUN: not %idealloc-opt %s --split-input-file --idealloc-report=file=%t.pdf 2>&1 | FileCheck %s --check-prefix=ENDING
// RUN: not %idealloc-opt %s --split-input-file --idealloc-report=file=%t/none/a.txt 2>&1 | FileCheck %s --check-prefix=FOLDER

// NOFILE: error: idealloc-report needs file=NAME.txt, NAME.json or NAME.html
// ENDING: error: the name of report '{{.*}}.pdf' must end in .json, .txt or .html
// FOLDER: error: cannot write report '{{.*}}a.txt'

func.func @nothing_planned() {
  return
}

// -----

func.func @no_offset(%v: f32, %i: index) {
  // expected-error @below {{has a lifetime but no offset; run idealloc-assign-offsets before idealloc-report}}
  %a = memref.alloc() {idealloc.lifetime = #idealloc.lifetime<1 to 2>} : memref<16xf32>
  memref.store %v, %a[%i] : memref<16xf32>
  return
}
