//===- ValleyBands.cpp - What sticks out placed again ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/ValleyBands.h"
#include "Hash.h"
#include "Placement.h"
#include "SortByKey.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>

using namespace idealloc;

ValleyBands::ValleyBands(const Problem &problem, ValleySearch &search,
                         uint64_t seed)
    : problem(problem), whole(search), valleys(search.placements()), seed(seed),
      plan(valleys.count(), -1), isFree(valleys.count()),
      order(valleys.count()) {
  for (const Buffer &buffer : problem.buffers)
    mostAlignment = std::max(mostAlignment, buffer.alignment);
}

/// Takes over what has changed since.
void ValleyBands::follow(const std::vector<Bytes> &offsets) {
  bool isSame = true;
  for (uint32_t k = 0; k < plan.size(); ++k) {
    const Bytes offset = offsets[valleys.originals()[k]];
    isSame = isSame && plan[k] == offset;
    plan[k] = offset;
  }
  workDone += 2 * plan.size();
  if (isSame)
    return;
  std::iota(order.begin(), order.end(), uint32_t(0));
  sortByKey(order, std::less<>(), [&](uint32_t k) { return plan[k]; });
  workDone += 16 * plan.size();
}

/// Equally spread over the doublings from 32 to all.
size_t ValleyBands::wantedFor(size_t group, uint64_t random) const {
  constexpr size_t least = 32;
  const size_t doublings = std::bit_width(plan.size() / least);
  const size_t at = (group * 1024 + random % 1024) * doublings / groups.size();
  return (least << (at / 1024)) * (1024 + at % 1024) / 1024;
}

/// The sections of a buffer or some part of them.
ValleyBands::Sections ValleyBands::stretchAround(uint32_t peak,
                                                 uint64_t random) const {
  const Sections all = valleys.lives()[peak];
  if (random % 2 == 0)
    return all;
  const uint32_t length =
      std::max<uint32_t>(1, (all.end - all.begin) >> (random / 2 % 6));
  const auto begin =
      all.begin +
      static_cast<uint32_t>((random >> 8) % (all.end - all.begin - length + 1));
  return {begin, begin + length};
}

/// All from a place in the order on that is live in the sections or connected
/// with them by these; returns how many that are.
size_t ValleyBands::spread(size_t level, Sections &within, bool isMarked) {
  size_t count = 0;
  for (size_t at = level; at < order.size(); ++at) {
    const auto [begin, end] = valleys.lives()[order[at]];
    if (begin >= within.end || end <= within.begin)
      continue;
    ++count;
    within = {std::min(within.begin, begin), std::max(within.end, end)};
    if (isMarked)
      isFree[order[at]] = 1;
  }
  workDone += 2 * (order.size() - level);
  return count;
}

/// A place in the order from which on no more than wanted are free, the lowest
/// or not far from it, or that of the highest.
size_t ValleyBands::levelFor(uint32_t peak, Sections stretch, size_t wanted,
                             bool isExact) {
  std::vector<size_t> levels; // Of what is live in the stretch, downwards.
  size_t at = order.size();
  while (at-- > 0 && levels.size() < wanted) {
    const auto [begin, end] = valleys.lives()[order[at]];
    if (levels.empty() && order[at] != peak)
      continue; // Not without the highest.
    if (begin < stretch.end && end > stretch.begin)
      levels.push_back(at);
  }
  workDone += 2 * (order.size() - levels.back());
  auto isTooMany = [&](size_t k) {
    Sections within = stretch;
    return spread(levels[k], within, false) > wanted;
  };
  size_t low = 0, high = 1;
  while (high < levels.size() && !isTooMany(high)) {
    low = high;
    high += 1 + high / 2;
  }
  high = std::min(high, levels.size());
  while (isExact && low + 1 < high) {
    const size_t middle = (low + high) / 2;
    (isTooMany(middle) ? high : low) = middle;
  }
  return levels[low];
}

/// Marks what is free, and finds the highest end below it in each section.
Valleys::Part ValleyBands::partFrom(size_t level, Sections within) {
  std::ranges::fill(isFree, uint8_t(0));
  spread(level, within, true);
  const uint32_t begin = within.begin, length = within.end - begin;
  Valleys::Part part{{}, within, std::vector<Bytes>(length)};
  // From the top, so that what comes first is the highest; from each section
  // the way to the next one that has none yet.
  std::vector<uint32_t> next(length + 1);
  std::iota(next.begin(), next.end(), uint32_t(0));
  auto open = [&](uint32_t s) {
    while (next[s] != s)
      s = next[s] = next[next[s]];
    return s;
  };
  uint32_t left = length;
  size_t at = order.size();
  while (at-- > 0 && (at >= level || left > 0)) {
    const uint32_t k = order[at];
    const Sections live = valleys.lives()[k];
    if (isFree[k]) {
      part.free.push_back(k);
      continue;
    }
    if (live.begin >= within.end || live.end <= begin)
      continue;
    const uint32_t last = std::min(live.end, within.end) - begin;
    uint32_t s = open(std::max(live.begin, begin) - begin);
    for (; s < last; s = open(s)) {
      part.floors[s] = alignUp(endOf(k), mostAlignment);
      next[s] = s + 1;
      --left;
    }
  }
  workDone += 3 * (order.size() - at - 1) + 4 * length;
  std::ranges::sort(part.free);
  return part;
}

/// What is free, as long as it ends highest.
bool ValleyBands::placeAgain(const Valleys::Part &part, ValleySearch &own,
                             uint64_t workLeft, const Deadline &deadline) {
  Bytes top = 0, others = 0;
  for (uint32_t k = 0; k < plan.size(); ++k)
    (isFree[k] ? top : others) = std::max(isFree[k] ? top : others, endOf(k));
  workDone += 2 * plan.size();
  bool isChanged = false;
  constexpr unsigned patience = 60;
  unsigned failed = 0;
  while (failed < patience && (top > others || !isChanged) &&
         own.placements().canEndWithin(top - 1) && own.work() < workLeft &&
         !deadline.hasCome()) {
    ++failed;
    if (!own.next(top, workLeft - own.work(), deadline))
      continue;
    for (size_t k = 0; k < part.free.size(); ++k)
      plan[part.free[k]] = own.placements().offsetsByPosition()[k];
    top = own.makespan();
    isChanged = true;
    failed = 0;
  }
  return isChanged;
}

/// Puts what was free where it belongs in the order now.
void ValleyBands::sortFree(std::vector<uint32_t> moved) {
  std::vector<uint32_t> others;
  auto offsetOf = [&](uint32_t k) { return plan[k]; };
  sortByKey(moved, std::less<>(), offsetOf);
  std::ranges::copy_if(order, std::back_inserter(others),
                       [&](uint32_t k) { return isFree[k] == 0; });
  std::ranges::merge(moved, others, order.begin(), {}, offsetOf, offsetOf);
  workDone += 2 * order.size() + 16 * moved.size();
}

uint32_t ValleyBands::highest() const {
  uint32_t peak = 0;
  for (uint32_t k = 1; k < plan.size(); ++k)
    if (endOf(k) > endOf(peak))
      peak = k;
  return peak;
}

bool ValleyBands::next(std::vector<Bytes> &offsets, uint64_t workLeft,
                       const Deadline &deadline) {
  const uint64_t before = workDone;
  follow(offsets);
  const uint64_t random = mix(mix(seed) + ++parts);
  auto share = [](const Group &group) {
    return group.work / (10 + 3 * group.gains);
  };
  const auto group = std::ranges::min_element(groups, {}, share);
  const uint32_t peak = highest();
  const Sections stretch = stretchAround(peak, random >> 10);
  const bool isExact = random >> 40 & 1;
  size_t wanted =
      wantedFor(static_cast<size_t>(group - groups.begin()), random);
  Valleys::Part part =
      partFrom(levelFor(peak, stretch, wanted, isExact), stretch);
  std::optional<ValleySearch> own(std::in_place, whole, part, random);
  while (!own->placements().canEndWithin(endOf(peak) - 1) &&
         wanted < plan.size()) {
    workDone += own->work();
    wanted *= 2;
    part = partFrom(levelFor(peak, stretch, wanted, isExact), stretch);
    own.emplace(whole, part, random);
  }
  const bool isChanged = placeAgain(part, *own, workLeft, deadline);
  workDone += own->work();
  if (isChanged) {
    ++group->gains;
    whole.learnFrom(*own, part);
    sortFree(part.free);
    for (uint32_t k : part.free)
      offsets[valleys.originals()[k]] = plan[k];
  }
  group->work += workDone - before;
  return isChanged;
}
