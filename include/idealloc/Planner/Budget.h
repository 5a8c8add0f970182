//===- Budget.h - What a planner may spend ----------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One struct that every planner takes, from the flags of tools down to the
// threads of a search. A planner ignores what it has no use for.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_BUDGET_H
#define IDEALLOC_PLANNER_BUDGET_H

#include "idealloc/Planner/Problem.h"

#include <atomic>
#include <functional>

namespace idealloc {

/// What a planner knows so far.
struct Progress {
  Bytes makespan;   ///< Of its best plan.
  Bytes lowerBound; ///< The best one proved.
};

/// How much, and with what.
struct Budget {
  /// Scales every budget of work; 1 is the default of each planner.
  double effort = 1.0;
  /// Seed of everything randomised. Equal seeds give equal plans.
  uint64_t seed = 0;
  /// Threads; the plan is the same for every number. 0: one per core.
  unsigned threads = 1;
  /// Seconds of wall clock, off by default: with it, plans depend on the clock.
  std::optional<double> timeLimit = std::nullopt;
  /// Boxing and the hill climbs of other systems: iterations, at least 1,
  /// whatever `effort` is. Unset: the planner's own number.
  std::optional<uint64_t> iterations = std::nullopt;
  /// Once this is true the planner returns the best plan so far, with what is
  /// proved until then as its status. Whoever owns it may set it at any moment,
  /// from another thread or from a signal handler; it is read before each node,
  /// iteration and decode, and in decodes. Null: never. At least one decode is
  /// made, as with a time limit.
  const std::atomic<bool> *stop = nullptr;
  /// Called when the best plan has become smaller or the bound higher, on the
  /// thread that plans, between two steps of the search: by auto, exact, boxing
  /// and greedy, the first time with the first plan. Must not throw.
  std::function<void(const Progress &)> onProgress = nullptr;
};

} // namespace idealloc

#endif // IDEALLOC_PLANNER_BUDGET_H
