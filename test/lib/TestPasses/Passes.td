//===- Passes.td - Passes for tests alone ------------------*- tablegen -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TEST_LIB_TESTPASSES_PASSES_TD
#define IDEALLOC_TEST_LIB_TESTPASSES_PASSES_TD

include "mlir/Pass/PassBase.td"

def MaterializeUnverified : Pass<"idealloc-materialize-unverified"> {
  let summary = "Test only: idealloc-materialize-arena that trusts the offsets.";
  let description = [{
    Test only. Does what idealloc-materialize-arena does, and makes the same
    checks but the proof that offsets do not clash: to see what a wrong plan does
    when it runs.
  }];
  let dependentDialects = ["::idealloc::IdeallocDialect"];
}

def ShuffleOrder : Pass<"idealloc-shuffle-order"> {
  let summary = "Test only: runs the ops of blocks in a random order.";
  let description = [{
    Test only. Runs on a symbol table op (a module) and all functions in it. Does
    what idealloc-schedule does, but draws each order from all that keep the
    constraints, and runs ops twice at random: a constraint that is missing
    changes what the program computes, or is found by idealloc-verify-order.
  }];
  let options = [
    Option<"seed", "seed", "uint64_t", /*default=*/"0",
           "Test only: seed of the order. Default: 0.">,
  ];
  let dependentDialects = ["::idealloc::IdeallocDialect"];
}

def Poison : Pass<"idealloc-poison"> {
  let summary = "Test only: overwrites slots at their birth and death.";
  let description = [{
    Test only. Runs on a function, or on all functions in a symbol table op,
    between idealloc-materialize-arena and idealloc-lower-to-memref. Fills the
    bytes of every slice with `pattern` before its first access and after its
    last one, so that a program that reads a buffer before its birth or after
    its death computes other numbers.
  }];
  let options = [
    Option<"pattern", "pattern", "unsigned", /*default=*/"0xA5",
           "Test only: the byte to fill with. Default: 0xA5.">,
  ];
  let dependentDialects = ["::idealloc::IdeallocDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::linalg::LinalgDialect"];
}

def Shadow : Pass<"idealloc-shadow"> {
  let summary = "Test only: finds reads of bytes that another slot wrote.";
  let description = [{
    Test only. Runs on a symbol table op (a module) and all functions in it,
    between idealloc-materialize-arena and idealloc-lower-to-memref. Gives every
    slot an arena of its own, so that the program computes what it would without
    a plan, and tells a runtime library of each access. The library knows which
    slot wrote a byte of the planned arena last, and ends the program when a
    read through another slot finds it. docs/ShadowCheck.md says what that
    proves and how to run it.

    Expects loads and stores of elements or of vectors of rank 1, memref.copy,
    and calls of functions with a body. Any other op that may access memory
    through an operand is an error, and the IR is unchanged.
  }];
  let options = [
    Option<"separateMembers", "separate-members", "bool", /*default=*/"false",
           "Test only: take each slice for a buffer of its own, as the "
           "allocation was that it replaces, even those of one slot. Default: "
           "false, slices of one slot are one buffer.">,
  ];
  let dependentDialects = ["::idealloc::IdeallocDialect",
                           "::mlir::arith::ArithDialect",
                           "::mlir::func::FuncDialect",
                           "::mlir::memref::MemRefDialect",
                           "::mlir::scf::SCFDialect",
                           "::mlir::vector::VectorDialect"];
}

#endif // IDEALLOC_TEST_LIB_TESTPASSES_PASSES_TD
