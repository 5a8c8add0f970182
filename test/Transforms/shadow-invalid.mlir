// RUN: %idealloc-test-opt %s --allow-unregistered-dialect --split-input-file --verify-diagnostics --idealloc-shadow

// What may access memory in a way the shadow check does not know is an error.

func.func @structured(%v: f32) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 4 : memref<64xi8> to memref<16xf32>
  // expected-error @below {{cannot be shadowed: it may access memory other than by elements of known size and vectors of rank 1; lower it to loads and stores first}}
  linalg.fill ins(%v : f32) outs(%a : memref<16xf32>)
  return
}

// -----

func.func @unknown(%p: memref<4xf32>) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @below {{cannot be shadowed: it may access memory}}
  "test.op"(%p) : (memref<4xf32>) -> ()
  return
}

// -----

func.func @pointer(%p: !llvm.ptr) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @below {{cannot be shadowed: it may access memory}}
  %x = llvm.load %p : !llvm.ptr -> i32
  return
}

// -----

func.func private @callee(memref<16xf32>) attributes {idealloc.noretain}
func.func @call() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 4 : memref<64xi8> to memref<16xf32>
  // expected-error @below {{cannot be shadowed: what the callee accesses is not known}}
  call @callee(%a) : (memref<16xf32>) -> ()
  return
}

// -----

func.func @rank_2(%i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 4 : memref<64xi8> to memref<4x4xf32>
  // expected-error @below {{cannot be shadowed: it may access memory}}
  %x = vector.load %a[%i, %i] : memref<4x4xf32>, vector<2x4xf32>
  return
}

// -----

// Eight elements of the memref, but one byte of the vector.
func.func @bits(%i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  %a = idealloc.slice %arena[0] slot 0 live 1 to 4 : memref<64xi8> to memref<16xi1>
  // expected-error @below {{cannot be shadowed: it may access memory}}
  %x = vector.load %a[%i] : memref<16xi1>, vector<8xi1>
  return
}

// -----

func.func @masked(%p: memref<16xf32>, %m: vector<4xi1>, %v: vector<4xf32>, %i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @below {{cannot be shadowed: lower it to masked loads and stores first}}
  vector.mask %m { vector.transfer_write %v, %p[%i] {in_bounds = [true]} : vector<4xf32>, memref<16xf32> } : vector<4xi1>
  return
}

// -----

func.func @raw(%i: index) {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  // expected-error @below {{cannot be shadowed: it uses an arena past its slices}}
  %x = memref.load %arena[%i] : memref<64xi8>
  return
}

// -----

func.func @nested(%c: i1) {
  scf.if %c {
    // expected-error @below {{cannot be shadowed: it is not in the entry block of its function}}
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  }
  return
}

// -----

module {
  func.func @outer() {
    %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
    return
  }
  module {
    // expected-error @below {{cannot be shadowed: it is in a module of its own}}
    func.func @inner() {
      return
    }
  }
}

// -----

// expected-error @below {{belongs to the shadow check: the module has been shadowed already}}
func.func private @idealloc_shadow_read(index, index, index)
func.func @twice() {
  %arena = idealloc.arena {alignment = 64 : i64} : memref<64xi8>
  return
}
