//===- Meter.h - Counts the steps of a search -------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_SCHEDULE_METER_H
#define IDEALLOC_LIB_SCHEDULE_METER_H

#include "idealloc/Planner/Budget.h"

#include <algorithm>
#include <chrono>

namespace idealloc {

/// What a search has spent, and whether it must end.
class Meter {
public:
  explicit Meter(const Budget &budget)
      : effort(budget.effort), stop(budget.stop) {
    using namespace std::chrono;
    if (budget.timeLimit)
      end = steady_clock::now() +
            duration_cast<steady_clock::duration>(
                duration<double>(std::min(*budget.timeLimit, 1e9)));
  }

  /// So many steps from now, times the effort.
  void allow(uint64_t count) {
    const double scaled = static_cast<double>(count) * effort;
    limit = spent + static_cast<uint64_t>(std::min(scaled, 1e18));
  }
  void spend(uint64_t count) {
    spent += count;
    if (end && std::chrono::steady_clock::now() >= *end)
      isLate = true;
  }
  bool isEmpty() const { return spent >= limit || isStopped(); }
  /// For good: the flag is set, or the time is over.
  bool isStopped() const {
    return isLate || (stop && stop->load(std::memory_order_relaxed));
  }
  uint64_t work() const { return spent; }

private:
  double effort;
  const std::atomic<bool> *stop;
  std::optional<std::chrono::steady_clock::time_point> end;
  uint64_t spent = 0;
  uint64_t limit = 0;
  bool isLate = false;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_SCHEDULE_METER_H
