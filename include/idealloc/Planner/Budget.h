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

#include <cstdint>
#include <optional>

namespace idealloc {

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
};

} // namespace idealloc

#endif // IDEALLOC_PLANNER_BUDGET_H
