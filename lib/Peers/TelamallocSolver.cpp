//===- TelamallocSolver.cpp - What placements leave to the rest -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TelamallocSolver.h"

#include <algorithm>
#include <numeric>

using namespace idealloc;

TelamallocSolver::TelamallocSolver(const SearchModel &model)
    : model(model), at(model.count()), depths(model.count()),
      rest(model.sectionCount()), taken(model.sectionCount()) {
  std::vector<uint32_t> counts(model.sectionCount() + 1);
  for (const SectionRange &range : model.ranges.items)
    for (uint32_t s = range.first; s < range.last; ++s)
      ++counts[s + 1];
  std::partial_sum(counts.begin(), counts.end(), counts.begin());
  members.starts = counts;
  members.items.resize(counts.back());
  for (uint32_t i = 0; i < model.count(); ++i)
    for (const SectionRange &range : model.ranges[i])
      for (uint32_t s = range.first; s < range.last; ++s)
        members.items[counts[s]++] = i;
}

bool TelamallocSolver::reset(Bytes newLimit) {
  limit = newLimit;
  roundedLimit = model.roundedCapacity(limit, model.mostPadding);
  placements.clear();
  raised.clear();
  std::ranges::fill(depths, unplaced);
  std::ranges::fill(rest, 0);
  for (uint32_t s = 0; s < taken.size(); ++s) {
    std::span<const Range> obstacles = model.sectionObstacles[s];
    taken[s].assign(obstacles.begin(), obstacles.end());
    for (uint32_t i : members[s])
      rest[s] += model.sizes[i];
  }
  workCount += members.items.size();
  for (uint32_t i = 0; i < model.count(); ++i)
    at[i] = model.raise(i, 0);
  for (uint32_t i = 0; i < model.count(); ++i)
    if (at[i] > limit - model.rawSizes[i])
      return false;
  for (uint32_t s = 0; s < taken.size(); ++s)
    if (!sectionFits(s))
      return false;
  return true;
}

bool TelamallocSolver::place(uint32_t buffer) {
  depths[buffer] = static_cast<uint32_t>(placements.size());
  placements.push_back({buffer, raised.size()});
  const Range range{at[buffer], at[buffer] + model.sizes[buffer]};
  for (const SectionRange &sections : model.ranges[buffer])
    for (uint32_t s = sections.first; s < sections.last; ++s) {
      rest[s] -= model.sizes[buffer];
      taken[s].insert(
          std::ranges::upper_bound(taken[s], range.begin, {}, &Range::begin),
          range);
    }
  workCount += model.conflicts[buffer].size();
  for (uint32_t other : model.conflicts[buffer])
    if (!isPlaced(other) && at[other] < range.end &&
        at[other] + model.sizes[other] > range.begin && !raise(other)) {
      blame(other, model.conflicts[other]);
      return false;
    }
  for (const SectionRange &sections : model.ranges[buffer])
    for (uint32_t s = sections.first; s < sections.last; ++s)
      if (!sectionFits(s)) {
        uint32_t largest = unplaced;
        for (uint32_t i : members[s])
          if (!isPlaced(i) &&
              (largest == unplaced || model.sizes[i] > model.sizes[largest]))
            largest = i;
        blame(largest, members[s]);
        return false;
      }
  return true;
}

void TelamallocSolver::undo() {
  auto [buffer, mark] = placements.back();
  placements.pop_back();
  for (const SectionRange &sections : model.ranges[buffer])
    for (uint32_t s = sections.first; s < sections.last; ++s) {
      rest[s] += model.sizes[buffer];
      taken[s].erase(
          std::ranges::lower_bound(taken[s], at[buffer], {}, &Range::begin));
    }
  depths[buffer] = unplaced;
  for (; raised.size() > mark; raised.pop_back())
    at[raised.back().buffer] = raised.back().old;
}

/// To the lowest offset from the present one on that is free. What a placement
/// overlaps cannot be anywhere below the end of it.
bool TelamallocSolver::raise(uint32_t buffer) {
  const Bytes size = model.sizes[buffer];
  Bytes offset = at[buffer];
  std::span<const uint32_t> conflicts = model.conflicts[buffer];
  for (bool moved = true; moved;) {
    moved = false;
    workCount += conflicts.size();
    for (uint32_t other : conflicts)
      if (isPlaced(other) && at[other] < offset + size &&
          at[other] + model.sizes[other] > offset) {
        offset = model.raise(buffer, at[other] + model.sizes[other]);
        moved = true;
      }
  }
  raised.push_back({buffer, at[buffer]});
  at[buffer] = offset;
  return offset <= limit - model.rawSizes[buffer];
}

/// What of a free range some buffer of the section could use.
Bytes TelamallocSolver::room(uint32_t section, Bytes begin, Bytes end) {
  Bytes lowest = end;
  for (uint32_t i : members[section]) {
    ++workCount;
    if (isPlaced(i))
      continue;
    const Bytes offset = std::max(begin, at[i]);
    if (offset <= end - model.sizes[i])
      lowest = std::min(lowest, offset);
    if (lowest == begin)
      break;
  }
  return end - lowest;
}

bool TelamallocSolver::sectionFits(uint32_t section) {
  // From the highest range down: mostly that is enough.
  Bytes total = 0, to = roundedLimit;
  for (size_t k = taken[section].size(); total < rest[section]; --k) {
    const Bytes from = k > 0 ? taken[section][k - 1].end : 0;
    if (from < to)
      total += room(section, from, to);
    if (k == 0)
      break;
    ++workCount;
    to = std::min(to, taken[section][k - 1].begin);
  }
  return total >= rest[section];
}

void TelamallocSolver::blame(uint32_t buffer,
                             std::span<const uint32_t> others) {
  why = {buffer, -1};
  for (uint32_t other : others)
    if (isPlaced(other) && depths[other] + 1 < placements.size())
      why.latest = std::max<ptrdiff_t>(why.latest, depths[other]);
}
