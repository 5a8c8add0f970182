// RUN: %idealloc-opt %s --split-input-file --idealloc-annotate-lifetimes --remarks-filter=idealloc 2>&1 | FileCheck %s

// A terminator or region op that passes a buffer nowhere that is known keeps it.

// CHECK: Function=direct | {{.*}} Culprit=scf.reduce, Kind=escapes, Reason="'scf.reduce' passes it to 'scf.parallel', which does not say where it goes"
func.func @direct(%c: i1, %v: i64, %n: memref<8xi64>, %x: memref<8xi64>, %y: memref<8xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %m = memref.alloc() : memref<8xi64>
  %r = scf.parallel (%i) = (%c0) to (%c1) step (%c1) init (%n) -> memref<8xi64> {
    scf.reduce(%m : memref<8xi64>) {
    ^bb0(%l: memref<8xi64>, %r: memref<8xi64>):
      %s = arith.select %c, %l, %r : memref<8xi64>
      scf.reduce.return %s : memref<8xi64>
    }
  }
  linalg.fill ins(%v : i64) outs(%m : memref<8xi64>)
  %b = memref.alloc() : memref<8xi64>
  linalg.fill ins(%v : i64) outs(%b : memref<8xi64>)
  memref.copy %b, %y : memref<8xi64> to memref<8xi64>
  memref.copy %r, %x : memref<8xi64> to memref<8xi64>
  return
}

// -----

// CHECK: Function=main | {{.*}} Culprit=func.call, Kind=escapes, Reason="the callee of 'func.call' may retain it: @pick;
func.func private @printI64(i64)
func.func private @printNewline()
memref.global "private" @other : memref<8xi64> = dense<9>
// Returns %m.
func.func private @pick(%m: memref<8xi64>) -> memref<8xi64> {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.get_global @other : memref<8xi64>
  %r = scf.parallel (%i) = (%c0) to (%c1) step (%c1) init (%n) -> memref<8xi64> {
    scf.reduce(%m : memref<8xi64>) {
    ^bb0(%l: memref<8xi64>, %q: memref<8xi64>):
      scf.reduce.return %q : memref<8xi64>
    }
  }
  return %r : memref<8xi64>
}
func.func private @sum(%a: memref<8xi64>) -> i64 {
  %c0 = arith.constant 0 : index
  %v = memref.load %a[%c0] : memref<8xi64>
  return %v : i64
}
func.func @main() attributes {llvm.emit_c_interface} {
  %one = arith.constant 1 : i64
  %two = arith.constant 2 : i64
  %a = memref.alloc() : memref<8xi64>
  linalg.fill ins(%one : i64) outs(%a : memref<8xi64>)
  %r = call @pick(%a) : (memref<8xi64>) -> memref<8xi64>
  %b = memref.alloc() : memref<8xi64>
  linalg.fill ins(%two : i64) outs(%b : memref<8xi64>)
  %s = call @sum(%b) : (memref<8xi64>) -> i64
  %t = call @sum(%r) : (memref<8xi64>) -> i64
  call @printI64(%s) : (i64) -> ()
  call @printI64(%t) : (i64) -> ()
  call @printNewline() : () -> ()
  return
}

// -----

// CHECK: Function=f | {{.*}} Culprit=scf.parallel, Kind=escapes, Reason="'scf.parallel' takes it and does not say where it goes"
func.func @f(%v: i64, %x: memref<8xi64>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = memref.alloc() : memref<8xi64>
  linalg.fill ins(%v : i64) outs(%n : memref<8xi64>)
  %r = scf.parallel (%i) = (%c0) to (%c1) step (%c1) init (%n) -> memref<8xi64> {
    scf.reduce(%x : memref<8xi64>) {
    ^bb0(%l: memref<8xi64>, %q: memref<8xi64>):
      scf.reduce.return %l : memref<8xi64>
    }
  }
  memref.copy %r, %x : memref<8xi64> to memref<8xi64>
  return
}

// -----

// CHECK: Function=f | {{.*}} Culprit=affine.yield, Kind=escapes, Reason="'affine.yield' passes it to 'affine.for', which does not say where it goes"
func.func @f(%x: memref<2xi64>, %y: memref<2xi64>) {
  %r = affine.for %i = 0 to 0 iter_args(%o = %x) -> (memref<2xi64>) {
    %a = memref.alloc() : memref<2xi64>
    linalg.add ins(%x, %x : memref<2xi64>, memref<2xi64>) outs(%a : memref<2xi64>)
    affine.yield %a : memref<2xi64>
  }
  memref.copy %r, %y : memref<2xi64> to memref<2xi64>
  return
}
