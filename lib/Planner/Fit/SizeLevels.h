//===- SizeLevels.h - The largest placed first, many times ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In a plan by first fit of very many buffers a few thousand of the largest
// decide how high it ends; small ones fill what these leave. So the large ones
// are planned as a problem of their own, which is small, with most of the work;
// more and more are added to the best of these plans. Private to the planner;
// docs/Exact.md says why what comes of it is a plan.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_SIZELEVELS_H
#define IDEALLOC_LIB_PLANNER_FIT_SIZELEVELS_H

#include "Deadline.h"
#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// Plans of the 512, 1,024, 2,048, ... largest buffers, the *levels*. A plan of
/// a level is the best one of the level below by first fit, the lowest first,
/// then what is new by first fit, the largest and longest first, and then
/// improved by valleys, with work by the number of its buffers. Each level has
/// half as many plans as the one below. What ends in the highest quarter of all
/// that is above the goal counts as twice as large from then on (squeaky wheel
/// optimisation, Joslin and Clements, 1999). Deterministic.
class SizeLevels {
public:
  /// For a problem that Valleys::appliesTo. Keeps a reference.
  SizeLevels(const Problem &problem, Bytes goal, uint64_t seed);

  /// Plans levels until about `workLimit` units are spent, then places all by
  /// first fit, in the order of the plan of the highest level and what it has
  /// not. Offsets that end below `limit`, or none if it found none or the
  /// deadline came. No guarantee besides. Cost: the work and a first fit.
  /// Memory: O(n).
  std::vector<Bytes> place(Bytes limit, uint64_t workLimit,
                           const Deadline &deadline);

  /// In the units of Search::work.
  uint64_t work() const { return workDone; }

private:
  /// Of some buffers; none: not made yet.
  struct LevelPlan {
    std::vector<uint32_t> buffers = {}; ///< By index.
    std::vector<Bytes> offsets = {};
    Bytes makespan = 0;
  };

  size_t countOf(size_t level) const;
  bool climb(const Deadline &deadline);
  bool extend(LevelPlan &plan, size_t count, Bytes limit,
              const Deadline &deadline);
  void improve(LevelPlan &plan, const Deadline &deadline);
  void enlarge(const LevelPlan &plan);
  bool isBefore(uint32_t a, uint32_t b) const;

  const Problem &problem;
  const Bytes goal;
  const uint64_t seed;
  std::vector<double> weights; ///< Sizes, doubled now and then.
  std::vector<uint32_t> order; ///< The largest weight first.
  std::vector<LevelPlan> best; ///< By level, since one went on from there.
  uint64_t climbs = 0;
  uint64_t plans = 0;
  uint64_t workDone = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_SIZELEVELS_H
