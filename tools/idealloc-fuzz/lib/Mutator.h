//===- Mutator.h - Random edits of IR ---------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_MUTATOR_H
#define IDEALLOC_TOOLS_FUZZ_MUTATOR_H

#include "Random.h"

#include "mlir/IR/BuiltinOps.h"

namespace idealloc::fuzz {

/// Makes one random edit: erases, moves, swaps, duplicates, wraps or unwraps
/// ops; inserts copies, deallocations, choices between memrefs, unknown uses;
/// exchanges operands and successors; splits blocks; changes types, in one
/// place or in all, and attributes, those of this dialect's ops most of all.
/// The module may not verify afterwards, but can be printed in generic form.
/// Same module and choices, same edit. Needs all dialects loaded.
void mutate(mlir::ModuleOp module, Random &random);

/// An attribute or type that differs from the given one in a small way that
/// tends to matter: a size, a memory space, a layout, an element; a number, an
/// interval, an entry. The given one where nothing is known to change.
mlir::Attribute mutated(mlir::Attribute attribute, Random &random);
mlir::Type mutated(mlir::Type type, Random &random);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_MUTATOR_H
