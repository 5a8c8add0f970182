//===- Shrinker.h - Makes failing programs small ----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_FUZZ_SHRINKER_H
#define IDEALLOC_TOOLS_FUZZ_SHRINKER_H

#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>

namespace idealloc::fuzz {

/// A smaller program that is still interesting, greedily to a fixpoint or until
/// so many candidates were tried. Ops are erased, many at once and then one by
/// one, uses of their results given a value of the same type from before;
/// regions are replaced by one run of their body; branches lose targets;
/// functions lose unused arguments. A candidate always verifies, but may read
/// memory it has not written: `isInteresting` must turn such down, as the kind
/// of finding does. The answer depends on the program alone.
std::string shrink(const std::string &program,
                   llvm::function_ref<bool(const std::string &)> isInteresting,
                   int64_t tries, mlir::MLIRContext &context);

} // namespace idealloc::fuzz

#endif // IDEALLOC_TOOLS_FUZZ_SHRINKER_H
