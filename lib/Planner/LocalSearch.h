//===- LocalSearch.h - Small changes to an order ----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Improves a plan where exact search is too slow to: first fit in the order of
// its offsets gives a plan that is no larger; moving a buffer that sticks out
// ahead of one in its way often gives a smaller one. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_LOCALSEARCH_H
#define IDEALLOC_LIB_PLANNER_LOCALSEARCH_H

#include "Deadline.h"
#include "Placement.h"

namespace idealloc {

struct LocalSearchResult {
  std::vector<Bytes> offsets;
  Bytes makespan;
  uint64_t decodes; ///< Placements begun.
};

/// Repeats: move one random buffer of those that end highest before a random
/// one of those that conflict with it and come earlier, place all by first fit,
/// keep the order unless the makespan grew. Ends at `bound`, once the placer
/// has done `workLimit` units of work, at the deadline, or after 2^20 decodes.
/// Never worse than the valid plan given. Same arguments, same result.
LocalSearchResult improveOrder(const Problem &problem,
                               const std::vector<Bytes> &offsets, Bytes bound,
                               uint64_t workLimit, uint64_t seed,
                               const Deadline &deadline);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_LOCALSEARCH_H
