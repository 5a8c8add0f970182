//===- SharedMemory.h - Memory of more than one call -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The second opinion on what a plan promises beyond one call of one entry
// point. None of it is about time, so each proof is that bytes are apart:
//
// - A *state* keeps its bytes for ever: nothing else in its memory space that
//   has an offset, in any function, lies on them, and each function that gets
//   its address has the arena in which it lies, which no activation has to
//   itself.
// - Functions that may run *at the same time* hold apart what they and all that
//   they call have buffers on, and no such function is of two of them.
// - An *input* is written before the call, so nothing in the module calls its
//   function; and what the function writes to it is delivered at each exit, so
//   that it counts as read there, or it is not written at all.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_VERIFIER_SHAREDMEMORY_H
#define IDEALLOC_VERIFIER_SHAREDMEMORY_H

#include "idealloc/Verifier/Interference.h"

namespace idealloc {

/// What is wrong: a sentence about an op, and another op that it is about.
struct SharedMemoryProblem {
  mlir::Operation *op;
  std::string reason;
  mlir::Operation *other = nullptr;
};

/// Checks all functions of an op with a symbol table before arenas are
/// materialised. Cost: O(ops log states), and O(ops) for each concurrent
/// function and each 64 inputs of a function.
std::vector<SharedMemoryProblem>
checkSharedMemory(mlir::Operation *top, const CalleeSummaries &callees);

} // namespace idealloc

#endif // IDEALLOC_VERIFIER_SHAREDMEMORY_H
