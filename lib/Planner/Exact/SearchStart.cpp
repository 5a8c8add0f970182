//===- SearchStart.cpp - How a run begins ---------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Search.h"

#include <algorithm>

using namespace idealloc;

/// There is nothing to undo them with: they stay for the run.
bool Search::keep(const Kept &kept) {
  for (uint32_t i : kept.buffers) {
    isPlaced[i] = 1;
    offset[i] = kept.offsets[i];
    rootRank[i] = 0; // It may not change places with a twin.
    if (offset[i] > capacity - model.rawSizes[i])
      return false;
    if (!rules.unplacedFloor)
      for (const SectionRange &range : model.ranges[i])
        for (uint32_t s = range.first; s < range.last; ++s)
          highest[s] = std::max(highest[s], offset[i] + model.sizes[i]);
  }
  for (uint32_t i = 0; i < model.count(); ++i)
    if (!isPlaced[i])
      addRest(i);
  if (kept.buffers.empty())
    return true;
  for (uint32_t i = 0; i < model.count(); ++i) {
    if (isPlaced[i])
      continue;
    Bytes top = 0;
    for (uint32_t j : model.conflicts[i])
      if (isPlaced[j]) {
        --unplacedConflicts[i];
        top = std::max(top, offset[j] + model.sizes[j]);
      }
    minimum[i] = model.raise(i, top);
    workCount += itemWork * model.conflicts[i].size();
  }
  return true;
}

void Search::addRest(uint32_t buffer) {
  for (const SectionRange &range : model.ranges[buffer]) {
    for (uint32_t s = range.first; s < range.last; ++s)
      rest[s] += model.sizes[buffer];
    workCount += range.last - range.first;
  }
  const SectionRange &hull = model.hulls[buffer];
  for (uint32_t s = hull.first; s + 1 < hull.last; ++s)
    ++crossing[s];
}

void Search::reset() {
  std::ranges::fill(isPlaced, 0);
  std::ranges::fill(stamp, 0);
  std::ranges::fill(rest, 0);
  std::ranges::fill(highest, 0);
  std::ranges::fill(crossing, 0);
  items.clear();
  parts.clear();
  choices.clear();
  raised.clear();
  oldHighest.clear();
  placed.clear();
  for (uint32_t i = 0; i < model.count(); ++i) {
    minimum[i] = model.raise(i, 0);
    unplacedConflicts[i] = static_cast<uint32_t>(model.conflicts[i].size());
  }
  workCount += model.count() + model.sectionCount();
}

int32_t Search::prepareRoot(const SearchOrder &order) {
  for (uint32_t i = 0; i < model.count(); ++i) {
    if (isPlaced[i])
      continue;
    if (minimum[i] > capacity - model.rawSizes[i])
      return impossible;
    if (rules.hatless && unplacedConflicts[i] == 0)
      occupy(i, minimum[i], true);
    else
      items.push_back({i, i});
  }
  if (items.empty())
    return -1;
  Part whole{.first = 0,
             .last = static_cast<uint32_t>(items.size()),
             .firstSection = 0,
             .lastSection = static_cast<uint32_t>(model.sectionCount()),
             .floor = 0,
             .rank = 0,
             .parent = -1,
             .next = -1};
  sortItems(items);
  touched = {0, whole.lastSection};
  if (!sectionsFit(whole.first, whole.last, 0))
    return impossible;
  byTotal = order.byTotal;
  totalLast = order.totalLast;
  tiesBySize = order.tiesBySize;
  keys = orderKeys(model, order);
  rankPart(whole);
  for (const Item &item : items)
    rootRank[item.buffer] = item.rank;
  findIdentical();
  if (rules.decomposition)
    return split(whole);
  parts.push_back(whole);
  return 0;
}

void Search::findIdentical() {
  if (!rules.identical)
    return;
  for (const Item &item : items) {
    uint32_t i = item.buffer;
    before[i] = none;
    for (uint32_t j : model.twins[i])
      if (!isPlaced[j] && model.rawSizes[j] == model.rawSizes[i] &&
          model.alignments[j] == model.alignments[i] &&
          rootRank[j] < rootRank[i] &&
          (before[i] == none || rootRank[j] > rootRank[before[i]]))
        before[i] = j;
  }
}
