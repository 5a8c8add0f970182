//===- LoadCurve.cpp - The bytes live over time ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LoadCurve.h"

#include <algorithm>
#include <bit>

using namespace idealloc;

LoadCurve::LoadCurve(const Problem &problem) {
  std::vector<LoadStep> events; // Here the bytes are what appears or goes.
  for (const Buffer &buffer : problem.buffers)
    for (const Interval &part : livePartsOf(buffer)) {
      events.push_back({part.begin, buffer.size});
      events.push_back({part.end, -buffer.size});
    }
  std::ranges::sort(events, {}, &LoadStep::time);
  Bytes live = 0;
  for (size_t i = 0; i < events.size();) {
    const Time time = events[i].time;
    for (; i < events.size() && events[i].time == time; ++i)
      live += events[i].bytes;
    if (curve.empty() || curve.back().bytes != live)
      curve.push_back({time, live});
  }
  levels.emplace_back();
  for (const LoadStep &step : curve)
    levels[0].push_back(step.bytes);
  for (size_t width = 1; 2 * width <= curve.size(); width *= 2) {
    const std::vector<Bytes> &below = levels.back();
    std::vector<Bytes> level(curve.size() + 1 - 2 * width);
    for (size_t i = 0; i < level.size(); ++i)
      level[i] = std::max(below[i], below[i + width]);
    levels.push_back(std::move(level));
  }
}

Bytes LoadCurve::range(size_t first, size_t last) const {
  const size_t level = std::bit_width(last - first) - 1;
  return std::max(levels[level][first],
                  levels[level][last - (size_t(1) << level)]);
}

Bytes LoadCurve::most(Time begin, Time end) const {
  if (begin >= end)
    return 0;
  auto after = std::ranges::upper_bound(curve, begin, {}, &LoadStep::time);
  auto last = std::ranges::lower_bound(curve, end, {}, &LoadStep::time);
  // The step before the first one that begins later holds `begin`.
  const size_t first = after == curve.begin() ? 0 : after - curve.begin() - 1;
  const size_t stop = last - curve.begin();
  return first < stop ? range(first, stop) : 0;
}
