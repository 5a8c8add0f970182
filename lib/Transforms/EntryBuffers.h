//===- EntryBuffers.h - What entry points take and return -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An entry point is a function that nothing in the module calls or refers to.
// With `results=arena` and `inputs=arena` what it returns and takes lies in the
// arena. docs/Programs.md has the rules.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_TRANSFORMS_ENTRYBUFFERS_H
#define IDEALLOC_LIB_TRANSFORMS_ENTRYBUFFERS_H

#include "Selection.h"

namespace idealloc {

/// Marks entry points that return memrefs with `idealloc.results`, if
/// `isInArena` is set. Emits an error and fails if the mark is on another
/// function.
mlir::LogicalResult placeResults(mlir::Operation *top, bool isInArena);

/// Makes an `idealloc.input` of each argument of an entry point that has a
/// selected memory space and a known size, and that the function accesses and
/// does not keep; returns the functions that have some now. Calls must have
/// their summaries. Cost: as summariseCalls.
llvm::SmallVector<mlir::FunctionOpInterface>
placeInputs(mlir::Operation *top, const Selection &selection);

/// Makes arguments of all `idealloc.input`s of a function again that
/// `isDropped` accepts; of others the two ops that stand for the caller are
/// erased with this. What is left of them is `idealloc.input`.
void dropInputs(mlir::FunctionOpInterface function,
                llvm::function_ref<bool(mlir::Operation *)> isDropped);

} // namespace idealloc

#endif // IDEALLOC_LIB_TRANSFORMS_ENTRYBUFFERS_H
