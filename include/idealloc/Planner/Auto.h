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
/// decodes of planGreedy, above 1,000 buffers the lowest buffer first (that of
/// the fullest instant of equals), exact search for a sixteenth of the budget,
/// the other decodes, local improvement of the best order, exact search for the
/// rest; for what is too large to search, first fit by size with what stuck out
/// moved forward. Above 10,000 buffers: first fit by size, by size and begin,
/// by size and lifetime and by area and size, exact search of components that
/// are not too large, and of the others placements by valleys, of all or, where
/// all of time is full, of the largest first, and of parts, and windows of
/// time; where valleys do not apply and windows closed less than half of what
/// was open, the lowest buffer first, or what sticks out moved forward, and
/// windows again. With an effort of 20 or more, up to 1,000 buffers, half of
/// the work goes to four searches with seeds of their own, and one goes on from
/// the best of their plans. A capacity below a bound that needs no search is
/// answered after one decode. Where no plan within a capacity is found, nor
/// refuted, all of it is done once more without the capacity: what is found
/// without one is found with it.
///
/// Objective: makespan. Guarantee: Optimal and Infeasible are proved; never
/// worse than planGreedy up to 10,000 buffers, and above never worse than first
/// fit in the four orders named, whatever the effort. Cost: bounded by the
/// budget, at effort 1 about a second of one thread, and above 10,000 buffers
/// about ten times one first fit, those in the four orders included.
Plan planAuto(const Problem &problem, const Budget &budget = {});

} // namespace idealloc

#endif // IDEALLOC_PLANNER_AUTO_H
