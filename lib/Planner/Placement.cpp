//===- Placement.cpp - Placing buffers one by one -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placement.h"
#include "ConflictIndex.h"

#include <numeric>

using namespace idealloc;

std::vector<Range> idealloc::mergedReserved(const Problem &problem) {
  std::vector<Range> ranges = problem.reserved;
  std::ranges::sort(ranges, {}, &Range::begin);
  std::vector<Range> merged;
  for (const Range &range : ranges) {
    if (merged.empty() || range.begin > merged.back().end)
      merged.push_back(range);
    else
      merged.back().end = std::max(merged.back().end, range.end);
  }
  return merged;
}

std::vector<size_t> idealloc::conflictCounts(const Problem &problem) {
  std::vector<Time> begins, ends;
  for (const Buffer &buffer : problem.buffers) {
    begins.push_back(buffer.lifetime.begin);
    ends.push_back(buffer.lifetime.end);
  }
  std::ranges::sort(begins);
  std::ranges::sort(ends);
  std::vector<size_t> counts;
  for (const Buffer &buffer : problem.buffers) {
    auto begun = std::ranges::lower_bound(begins, buffer.lifetime.end);
    auto ended = std::ranges::upper_bound(ends, buffer.lifetime.begin);
    counts.push_back((begun - begins.begin()) - (ended - ends.begin()) - 1);
  }
  return counts;
}

Placer::Placer(const Problem &problem, const Deadline *deadline)
    : problem(problem), deadline(deadline), reserved(mergedReserved(problem)),
      byBegin(problem.buffers.size()), conflicts(conflictCounts(problem)),
      placed(problem.buffers.size()) {
  std::iota(byBegin.begin(), byBegin.end(), size_t(0));
  std::ranges::sort(byBegin, {}, [&](size_t i) {
    return std::pair(problem.buffers[i].lifetime.begin, i);
  });
}

bool Placer::place(std::span<const size_t> order, Fit fit, Bytes limit) {
  ConflictIndex index(problem, byBegin, conflicts);
  top = 0;
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    if (!buffer.pin)
      continue;
    placed[i] = *buffer.pin;
    index.insert(i, placed[i]);
    top = std::max(top, placed[i] + buffer.size);
  }
  const bool mayGiveUp = deadline && limit < std::numeric_limits<Bytes>::max();
  for (size_t k = 0; k < order.size(); ++k) {
    const size_t i = order[k];
    const Buffer &buffer = problem.buffers[i];
    if (buffer.pin)
      continue;
    if (mayGiveUp && k % 256 == 255 && deadline->hasCome())
      return false;
    FreeRangeSearch search(buffer.size, buffer.alignment, fit);
    workDone += 1 + index.visit(i, reserved, search);
    placed[i] = search.offset();
    top = std::max(top, placed[i] + buffer.size);
    if (top >= limit)
      return false;
    index.insert(i, placed[i]);
  }
  return top < limit;
}
