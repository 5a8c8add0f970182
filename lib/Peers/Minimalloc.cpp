//===- Minimalloc.cpp - The rules of MiniMalloc ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Peers/Peers.h"

using namespace idealloc;

Plan idealloc::planMinimallocRules(const Problem &problem,
                                   const MinimallocOptions &options) {
  // The original has no budget. What it fits takes more nodes than exact search
  // has, whose rules leave out more.
  Budget budget = options.budget;
  budget.effort *= 1.5;
  return planExact(problem, {.budget = budget,
                             .rules = {.oneMachine = false,
                                       .identical = false,
                                       .stackedTwins = false,
                                       .reduction = false},
                             .restarts = ExactRestarts::Static,
                             .decideOnly = options.decideOnly});
}
