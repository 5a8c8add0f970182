//===- Problem.cpp - Conflicts, load and lower bound ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Problem.h"
#include "Placement.h"
#include "Sweep.h"

#include <algorithm>

using namespace idealloc;

namespace {

/// True if the live sets meet; linear in the gaps of both.
bool liveSetsMeet(const Buffer &a, const Buffer &b) {
  // Walk both lists of live intervals; advance the one that ends first.
  size_t i = 0, j = 0;
  auto live = [](const Buffer &buffer, size_t k) {
    return Interval{k == 0 ? buffer.lifetime.begin : buffer.gaps[k - 1].end,
                    k == buffer.gaps.size() ? buffer.lifetime.end
                                            : buffer.gaps[k].begin};
  };
  while (i <= a.gaps.size() && j <= b.gaps.size()) {
    Interval x = live(a, i), y = live(b, j);
    if (x.begin < y.end && y.begin < x.end)
      return true;
    x.end <= y.end ? ++i : ++j;
  }
  return false;
}

bool isLive(const Buffer &buffer, Time instant) {
  if (instant < buffer.lifetime.begin || instant >= buffer.lifetime.end)
    return false;
  return std::ranges::none_of(buffer.gaps, [&](const Interval &gap) {
    return gap.begin <= instant && instant < gap.end;
  });
}

/// The lowest top below which `bytes` are not reserved.
Bytes lowestTop(const std::vector<Range> &reserved, Bytes bytes) {
  if (bytes == 0)
    return 0;
  Bytes top = bytes;
  for (const Range &range : reserved) {
    if (range.begin >= top)
      break;
    top += range.end - range.begin;
  }
  return top;
}

/// The lowest end of the buffer among the reserved ranges alone.
Bytes lowestEnd(const std::vector<Range> &reserved, const Buffer &buffer) {
  FreeRangeSearch search(buffer.size, buffer.alignment, Fit::First);
  for (const Range &range : reserved)
    if (search.obstacle(range.begin, range.end))
      break;
  return search.offset() + buffer.size;
}

} // namespace

bool idealloc::conflict(const Buffer &a, const Buffer &b) {
  if (a.lifetime.begin >= b.lifetime.end || b.lifetime.begin >= a.lifetime.end)
    return false;
  return (a.gaps.empty() && b.gaps.empty()) || liveSetsMeet(a, b);
}

Load idealloc::load(const Problem &problem) {
  return peak(problem, [](const Buffer &buffer) { return buffer.size; });
}

std::vector<size_t> idealloc::liveAt(const Problem &problem, Time instant) {
  std::vector<size_t> live;
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    if (isLive(problem.buffers[i], instant))
      live.push_back(i);
  return live;
}

std::optional<Time> idealloc::commonInstant(const Problem &problem,
                                            std::span<const size_t> set) {
  if (set.empty())
    return std::nullopt;
  Problem chosen = subproblem(problem, set);
  Load most = peak(chosen, [](const Buffer &) { return 1; });
  if (static_cast<size_t>(most.bytes) < set.size())
    return std::nullopt;
  return most.instant;
}

Problem idealloc::subproblem(const Problem &problem,
                             std::span<const size_t> set) {
  Problem chosen{.capacity = problem.capacity, .reserved = problem.reserved};
  chosen.buffers.reserve(set.size());
  for (size_t i : set)
    chosen.buffers.push_back(problem.buffers[i]);
  return chosen;
}

Bytes idealloc::lowerBound(const Problem &problem) {
  std::vector<Range> reserved = mergedReserved(problem);
  Bytes bound = lowestTop(reserved, load(problem).bytes);
  for (const Buffer &buffer : problem.buffers) {
    if (buffer.pin)
      bound = std::max(bound, *buffer.pin + buffer.size);
    else if (!reserved.empty())
      bound = std::max(bound, lowestEnd(reserved, buffer));
  }
  return bound;
}

Bytes idealloc::reservedBelow(const Problem &problem, Bytes top) {
  Bytes bytes = 0;
  for (const Range &range : mergedReserved(problem))
    bytes += std::max<Bytes>(0, std::min(range.end, top) - range.begin);
  return bytes;
}
