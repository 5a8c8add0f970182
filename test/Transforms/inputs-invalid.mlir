// RUN: idealloc-opt %s --split-input-file --verify-diagnostics

// The rules of the three ops that stand for callers.

func.func @late(%x: memref<16xf32>, %y: memref<16xf32>) {
  %c = arith.constant 0.0 : f32
  // expected-error @+1 {{must stand at the start of a function (I1)}}
  %a = idealloc.input 0 : memref<16xf32>
  idealloc.receive %a : memref<16xf32>
  return
}

// -----

func.func @type(%x: memref<16xf32>) {
  // expected-error @+1 {{names argument #0, which its function has not with type 'memref<8xf32>' (I2)}}
  %a = idealloc.input 0 : memref<8xf32>
  idealloc.receive %a : memref<8xf32>
  return
}

// -----

func.func @number(%x: memref<16xf32>) {
  // expected-error @+1 {{names argument #1, which its function has not}}
  %a = idealloc.input 1 : memref<16xf32>
  idealloc.receive %a : memref<16xf32>
  return
}

// -----

func.func @used(%x: memref<16xf32>) {
  // expected-error @+1 {{names argument #0, which has other uses (I2)}}
  %a = idealloc.input 0 : memref<16xf32>
  idealloc.receive %a : memref<16xf32>
  memref.copy %a, %x : memref<16xf32> to memref<16xf32>
  return
}

// -----

func.func @twice(%x: memref<16xf32>) {
  %a = idealloc.input 0 : memref<16xf32>
  // expected-error @+1 {{names argument #0, as another one does (I2)}}
  %b = idealloc.input 0 : memref<16xf32>
  idealloc.receive %a, %b : memref<16xf32>, memref<16xf32>
  return
}

// -----

func.func @not_received(%x: memref<16xf32>) {
  // expected-error @+1 {{must be an operand of one idealloc.receive (I3)}}
  %a = idealloc.input 0 : memref<16xf32>
  return
}

// -----

func.func @receives_other(%x: memref<16xf32>) {
  // expected-error @+1 {{takes what is no result of an idealloc.input in its block (I4)}}
  idealloc.receive %x : memref<16xf32>
  return
}

// -----

func.func @receives_late(%x: memref<16xf32>) {
  %a = idealloc.input 0 : memref<16xf32>
  %c = arith.constant 0.0 : f32
  // expected-error @+1 {{must stand behind nothing but idealloc.input (I4)}}
  idealloc.receive %a : memref<16xf32>
  return
}

// -----

func.func @delivers_other(%x: memref<16xf32>) {
  // expected-error @+1 {{takes what is no result of an idealloc.input (I5)}}
  idealloc.deliver %x : memref<16xf32>
  return
}

// -----

func.func @delivers_early(%x: memref<16xf32>) {
  %a = idealloc.input 0 : memref<16xf32>
  idealloc.receive %a : memref<16xf32>
  // expected-error @+1 {{must stand before the terminator of a function (I5)}}
  idealloc.deliver %a : memref<16xf32>
  %c = arith.constant 0.0 : f32
  return
}

// -----

// expected-error @+1 {{expects 'idealloc.inputs' to be an array of {argument, space, offset, bytes, lifetime} on a function}}
func.func @attribute() attributes {idealloc.inputs = [{argument = 0}]} {
  return
}
