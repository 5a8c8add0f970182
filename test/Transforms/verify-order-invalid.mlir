// RUN: idealloc-opt %s --idealloc-verify-order --split-input-file --verify-diagnostics

func.func @read_over_write(%x: memref<8xf32>, %v: f32) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  // expected-error@+1 {{writes memory outside, which may be the same as 'linalg.exp', which reads it, and has come before that}}
  linalg.fill {idealloc.order = 2 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  // expected-note@+1 {{this stood before it}}
  linalg.exp {idealloc.order = 1 : i64} ins(%x : memref<8xf32>) outs(%a : memref<8xf32>)
  return
}

// -----

func.func @write_over_read(%x: memref<8xf32>, %y: memref<8xf32>, %v: f32) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  %b = memref.alloc() {idealloc.order = 1 : i64} : memref<8xf32>
  // expected-error@+1 {{reads the same buffer as 'linalg.fill', which writes it, and has come before that}}
  linalg.exp {idealloc.order = 3 : i64} ins(%a : memref<8xf32>) outs(%b : memref<8xf32>)
  // expected-note@+1 {{this stood before it}}
  linalg.fill {idealloc.order = 2 : i64} ins(%v : f32) outs(%a : memref<8xf32>)
  return
}

// -----

func.func @accumulation(%x: memref<8xf32>, %y: memref<8xf32>) {
  %s = memref.alloc() {idealloc.order = 0 : i64} : memref<f32>
  // expected-error@+1 {{writes the same buffer as 'linalg.reduce', which reads and writes it, and has come before that}}
  linalg.reduce { arith.addf } ins(%x : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0] {idealloc.order = 2 : i64}
  // expected-note@+1 {{this stood before it}}
  linalg.reduce { arith.addf } ins(%y : memref<8xf32>) outs(%s : memref<f32>) dimensions = [0] {idealloc.order = 1 : i64}
  return
}

// -----

func.func @overlapping_parts(%v: f32, %w: f32) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<2x8xf32>
  %left = memref.subview %a[0, 0] [2, 5] [1, 1] {idealloc.order = 1 : i64} : memref<2x8xf32> to memref<2x5xf32, strided<[8, 1]>>
  %right = memref.subview %a[0, 4] [2, 4] [1, 1] {idealloc.order = 2 : i64} : memref<2x8xf32> to memref<2x4xf32, strided<[8, 1], offset: 4>>
  // expected-error@+1 {{writes the same buffer as 'linalg.fill', which writes it, and has come before that}}
  linalg.fill {idealloc.order = 4 : i64} ins(%w : f32) outs(%right : memref<2x4xf32, strided<[8, 1], offset: 4>>)
  // expected-note@+1 {{this stood before it}}
  linalg.fill {idealloc.order = 3 : i64} ins(%v : f32) outs(%left : memref<2x5xf32, strided<[8, 1]>>)
  return
}

// -----

func.func @alias(%v: f32, %w: f32, %c: i1) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  %b = memref.alloc() {idealloc.order = 1 : i64} : memref<8xf32>
  %either = arith.select %c, %a, %b {idealloc.order = 2 : i64} : memref<8xf32>
  // expected-error@+1 {{writes the same buffer as 'linalg.fill', which writes it, and has come before that}}
  linalg.fill {idealloc.order = 4 : i64} ins(%w : f32) outs(%b : memref<8xf32>)
  // expected-note@+1 {{this stood before it}}
  linalg.fill {idealloc.order = 3 : i64} ins(%v : f32) outs(%either : memref<8xf32>)
  return
}

// -----

func.func @body(%v: f32, %w: f32, %i: index) {
  %c0 = arith.constant {idealloc.order = 0 : i64} 0 : index
  %c1 = arith.constant {idealloc.order = 1 : i64} 1 : index
  %a = memref.alloc() {idealloc.order = 2 : i64} : memref<8xf32>
  // expected-error@+1 {{writes the same buffer as 'scf.for', which writes it, and has come before that}}
  linalg.fill {idealloc.order = 4 : i64} ins(%w : f32) outs(%a : memref<8xf32>)
  // expected-note@+1 {{this stood before it}}
  scf.for %j = %c0 to %i step %c1 {
    memref.store %v, %a[%j] : memref<8xf32>
  } {idealloc.order = 3 : i64}
  return
}

// -----

func.func @before_an_assertion(%c: i1, %i: index) {
  %a = memref.alloc() {idealloc.order = 0 : i64} : memref<8xf32>
  // expected-error@+1 {{has come before 'cf.assert', which may not return}}
  %v = memref.load %a[%i] {idealloc.order = 2 : i64} : memref<8xf32>
  // expected-note@+1 {{this stood before it, and may have other effects}}
  cf.assert %c, "out of bounds" {idealloc.order = 1 : i64}
  return
}

// -----

func.func private @callee()

func.func @before_a_call(%x: memref<8xf32>, %v: f32) {
  // expected-error@+1 {{has come before 'func.call', which may not return}}
  linalg.fill {idealloc.order = 1 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  // expected-note@+1 {{this stood before it, and may have other effects}}
  func.call @callee() {idealloc.order = 0 : i64} : () -> ()
  return
}

// -----

func.func @behind_a_call(%x: memref<8xf32>, %v: f32) {
  // expected-error@+1 {{writes memory outside, which may be the same as 'linalg.fill', which writes it, and has come before that}}
  func.call @callee() {idealloc.order = 1 : i64} : () -> ()
  // expected-note@+1 {{this stood before it}}
  linalg.fill {idealloc.order = 0 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  return
}
func.func private @callee()

// -----

func.func @added(%x: memref<8xf32>, %v: f32) {
  linalg.fill {idealloc.order = 0 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  // expected-error@+1 {{has no 'idealloc.order', as the other ops of its block: it was added after they were reordered}}
  linalg.fill ins(%v : f32) outs(%x : memref<8xf32>)
  return
}

// -----

func.func @one_place(%x: memref<8xf32>, %v: f32) {
  // expected-note@+1 {{this is the other op}}
  linalg.fill {idealloc.order = 0 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  // expected-error@+1 {{has the place of another op before}}
  linalg.fill {idealloc.order = 0 : i64} ins(%v : f32) outs(%x : memref<8xf32>)
  return
}
