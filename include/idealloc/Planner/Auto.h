//===- Auto.h - The portfolio that is the default ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Contract of every planner: Plan.h.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_AUTO_H
#define IDEALLOC_PLANNER_AUTO_H

#include "idealloc/Planner/Budget.h"
#include "idealloc/Planner/Plan.h"

namespace idealloc {

/// What pays, in turn, until the lower bound is met: the trivial cases, two
/// decodes of planGreedy, exact search for a sixteenth of the budget, the other
/// decodes, local improvement of the best order, exact search for the rest.
///
/// Objective: makespan. Guarantee: Optimal and Infeasible are proved; never
/// worse than planGreedy up to 10,000 buffers. Cost: bounded by the budget,
/// at effort 1 about a second of one thread; above 10,000 buffers at most about
/// ten times one first fit, of which decodes get five, and a second for search.
Plan planAuto(const Problem &problem, const Budget &budget = {});

} // namespace idealloc

#endif // IDEALLOC_PLANNER_AUTO_H
