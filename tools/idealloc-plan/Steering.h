//===- Steering.h - What if, and what has changed ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_TOOLS_PLAN_STEERING_H
#define IDEALLOC_TOOLS_PLAN_STEERING_H

#include "Arguments.h"
#include "idealloc/Planner/Keep.h"
#include "idealloc/Text/ProblemText.h"

namespace idealloc {

/// Reads a file of the command line; `name` is what messages call it.
struct InputFile {
  std::string name = {};
  std::string text = {};
};
Result<InputFile> readInput(const std::string &path);

/// --diff; returns the exit code.
int showDiff(const Arguments &arguments);

/// --what-if; returns the exit code, that of the problem as given.
int showWhatIfs(const Arguments &arguments, const Problem &problem,
                const StrategyOptions &options);

/// --keep: a plan that moves few buffers of the older one.
Result<KeptPlan> planAsBefore(const Arguments &arguments,
                              const Problem &problem,
                              const StrategyOptions &options);

/// The exit code of a status.
int exitCodeOf(Status status);

} // namespace idealloc

#endif // IDEALLOC_TOOLS_PLAN_STEERING_H
