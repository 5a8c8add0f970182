// RUN: idealloc-opt %s --idealloc-verify-order --split-input-file --verify-diagnostics

func.func @input_changed(%x: memref<8xf32>, %v: f32, %s: memref<f32> {llvm.noalias}) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  linalg.exp {idealloc.order = 1 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  // expected-error@+1 {{writes memory outside, which may be the same as 'linalg.exp', which reads it, and has come before that}}
  linalg.fill {idealloc.order = 2 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  %b = memref.alloc() {idealloc.order = 0 : i64, idealloc.clone} : memref<8xf32>
  // expected-note@+1 {{this stood before it}}
  linalg.exp {idealloc.order = 1 : i64, idealloc.clone} ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
  linalg.reduce { arith.mulf } ins(%b : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0] {idealloc.order = 3 : i64}
  return
}

// -----

func.func @output_changed(%x: memref<8xf32> {llvm.noalias}, %v: f32, %s: memref<f32>) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  linalg.exp {idealloc.order = 1 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  // expected-note@+1 {{this changes it}}
  linalg.fill {idealloc.order = 2 : i64} ins(%v : f32) outs(%a : memref<8xf32>)
  %b = memref.alloc() {idealloc.order = 0 : i64, idealloc.clone} : memref<8xf32>
  linalg.exp {idealloc.order = 1 : i64, idealloc.clone} ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
  // expected-error@+1 {{reads a copy of a buffer, which 'linalg.fill' had changed before}}
  linalg.reduce { arith.mulf } ins(%b : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0] {idealloc.order = 3 : i64}
  return
}

// -----

func.func @other_op(%x: memref<8xf32> {llvm.noalias}, %s: memref<f32>) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  // expected-note@+1 {{this has its place}}
  linalg.exp {idealloc.order = 1 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  %b = memref.alloc() {idealloc.order = 0 : i64, idealloc.clone} : memref<8xf32>
  // expected-error@+1 {{is not the op that it repeats}}
  linalg.log {idealloc.order = 1 : i64, idealloc.clone} ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
  linalg.reduce { arith.mulf } ins(%b : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0] {idealloc.order = 2 : i64}
  return
}

// -----

func.func @other_operand(%x: memref<8xf32> {llvm.noalias}, %y: memref<8xf32> {llvm.noalias}, %s: memref<f32>) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  // expected-note@+1 {{this has its place}}
  linalg.exp {idealloc.order = 1 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  %b = memref.alloc() {idealloc.order = 0 : i64, idealloc.clone} : memref<8xf32>
  // expected-error@+1 {{is not the op that it repeats}}
  linalg.exp {idealloc.order = 1 : i64, idealloc.clone} ins(%y : memref<8xf32>) outs(%b : memref<8xf32>)
  linalg.reduce { arith.mulf } ins(%b : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0] {idealloc.order = 2 : i64}
  return
}

// -----

func.func @not_its_own(%x: memref<8xf32> {llvm.noalias}, %s: memref<f32>) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  // expected-note@+1 {{this is what it repeats}}
  linalg.exp {idealloc.order = 1 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  // expected-error@+1 {{writes memory that is not its own}}
  linalg.exp {idealloc.order = 1 : i64, idealloc.clone} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  return
}

// -----

func.func @changed_copy(%x: memref<8xf32> {llvm.noalias}, %v: f32, %s: memref<f32>) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  linalg.exp {idealloc.order = 1 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  // expected-note@+1 {{this is the copy}}
  %b = memref.alloc() {idealloc.order = 0 : i64, idealloc.clone} : memref<8xf32>
  linalg.exp {idealloc.order = 1 : i64, idealloc.clone} ins(%x : memref<8xf32>) outs(%b : memref<8xf32>)
  // expected-error@+1 {{writes a copy, which one clone alone may do}}
  linalg.fill {idealloc.order = 2 : i64} ins(%v : f32) outs(%b : memref<8xf32>)
  linalg.reduce { arith.mulf } ins(%b : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0] {idealloc.order = 3 : i64}
  return
}

// -----

func.func @never_written(%x: memref<8xf32> {llvm.noalias}, %s: memref<f32>) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  linalg.exp {idealloc.order = 1 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  // expected-error@+1 {{is read before a clone has written it}}
  %b = memref.alloc() {idealloc.order = 0 : i64, idealloc.clone} : memref<8xf32>
  linalg.reduce { arith.mulf } ins(%b : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0] {idealloc.order = 2 : i64}
  return
}

// -----

func.func @repeats_nothing(%x: memref<8xf32>) {
  // expected-error@+1 {{repeats no op of its block}}
  %b = memref.alloc() {idealloc.order = 0 : i64, idealloc.clone} : memref<8xf32>
  return
}
