//===- Greedy.h - First fit and best fit in many orders ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_GREEDY_H
#define IDEALLOC_LIB_PLANNER_FIT_GREEDY_H

#include "Placement.h"
#include "idealloc/Planner/Fit.h"

namespace idealloc {

/// Places all buffers in one order after the other and keeps the smallest plan,
/// the first one of equals. Private to the planner: what planGreedy does, in
/// steps. Keeps a reference to the problem.
class GreedyDecodes {
public:
  GreedyDecodes(const Problem &problem, const Deadline &deadline)
      : placer(problem, &deadline), problem(problem), deadline(deadline) {}

  /// The next decode, the most successful orders first; false if none is left
  /// or, but for the first one, the deadline has come.
  bool next();
  /// The same for first fit in one order, whether next() comes to it or not.
  bool placeFirstFit(Order order);
  /// Takes over a smaller plan.
  void offer(Bytes makespan, const std::vector<Bytes> &offsets);

  Bytes makespan() const { return best; }
  const std::vector<Bytes> &offsets() const { return bestOffsets; }
  /// Decodes begun.
  uint64_t decodes() const { return count; }
  /// As counted by the placer.
  uint64_t work() const { return placer.work(); }

private:
  void place(Order order, Fit fit);

  Placer placer;
  const Problem &problem;
  const Deadline &deadline;
  std::vector<Bytes> bestOffsets;
  Bytes best = std::numeric_limits<Bytes>::max();
  uint64_t count = 0;
  size_t row = 0; ///< Of the next one of next().
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_GREEDY_H
