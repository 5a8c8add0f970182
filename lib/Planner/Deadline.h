//===- Deadline.h - When to return early, if ever ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_DEADLINE_H
#define IDEALLOC_LIB_PLANNER_DEADLINE_H

#include "idealloc/Planner/Budget.h"

#include <algorithm>
#include <chrono>
#include <limits>

namespace idealloc {

/// The only clock of the planner, which is never read without a time limit, and
/// the stop flag of the caller.
class Deadline {
public:
  /// The time limit counts from now.
  explicit Deadline(const Budget &budget) : stop(budget.stop) {
    using namespace std::chrono;
    if (budget.timeLimit)
      end = steady_clock::now() +
            duration_cast<steady_clock::duration>(
                duration<double>(std::min(*budget.timeLimit, 1e9)));
  }
  bool hasCome() const {
    return isStopped() || (end && std::chrono::steady_clock::now() >= *end);
  }
  /// Without a look at the clock: cheap enough for every node.
  bool isStopped() const {
    return stop && stop->load(std::memory_order_relaxed);
  }

private:
  const std::atomic<bool> *stop;
  std::optional<std::chrono::steady_clock::time_point> end;
};

/// Tells the caller of a planner what it knows, when that has become better.
class ProgressReport {
public:
  explicit ProgressReport(const Budget &budget) : tell(budget.onProgress) {}

  void update(Bytes makespan, Bytes lowerBound) {
    if (!tell || (makespan >= last.makespan && lowerBound <= last.lowerBound))
      return;
    last = {makespan, lowerBound};
    tell(last);
  }

private:
  std::function<void(const Progress &)> tell;
  Progress last{std::numeric_limits<Bytes>::max(), -1};
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_DEADLINE_H
