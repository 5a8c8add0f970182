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
  return planExact(problem, {.budget = options.budget,
                             .rules = {.oneMachine = false,
                                       .identical = false,
                                       .stackedTwins = false,
                                       .reduction = false},
                             .restarts = ExactRestarts::Static,
                             .decideOnly = options.decideOnly});
}
