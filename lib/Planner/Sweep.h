//===- Sweep.h - A sweep over time ------------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_SWEEP_H
#define IDEALLOC_LIB_PLANNER_SWEEP_H

#include "idealloc/Planner/Problem.h"

#include <algorithm>

namespace idealloc {

/// The largest total weight live at one instant, and the earliest such instant.
/// `weightOf` maps a buffer to a positive weight. O(n log n).
template <typename WeightOf>
Load peak(const Problem &problem, WeightOf weightOf) {
  // Weights that appear or, negative, disappear; at one time the latter first.
  std::vector<std::pair<Time, Bytes>> events;
  events.reserve(2 * problem.buffers.size());
  for (const Buffer &buffer : problem.buffers) {
    Bytes weight = weightOf(buffer);
    events.emplace_back(buffer.lifetime.begin, weight);
    for (const Interval &gap : buffer.gaps) {
      events.emplace_back(gap.begin, -weight);
      events.emplace_back(gap.end, weight);
    }
    events.emplace_back(buffer.lifetime.end, -weight);
  }
  std::ranges::sort(events);
  Load best;
  Bytes live = 0;
  for (auto [time, weight] : events) {
    live += weight;
    if (live > best.bytes)
      best = {live, time};
  }
  return best;
}

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_SWEEP_H
