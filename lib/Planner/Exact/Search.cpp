//===- Search.cpp - Decides whether a capacity suffices -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Search.h"

#include <algorithm>
#include <limits>

using namespace idealloc;

static constexpr Bytes unlimited = std::numeric_limits<Bytes>::max();

Search::Search(const SearchModel &model, const ExactRules &given)
    : model(model), rules(given), offset(model.count()), minimum(model.count()),
      isPlaced(model.count()), unplacedConflicts(model.count()),
      stamp(model.count()), rootRank(model.count()),
      before(model.count(), none), rest(model.sectionCount()),
      highest(model.sectionCount()), crossing(model.sectionCount()),
      shortfall(model.sectionCount()), scratch(model.sectionCount()),
      partOf(model.sectionCount()) {}

Verdict Search::run(Bytes target, const SearchOrder &order,
                    const SearchLimits &limits, const Kept &kept) {
  capacity = target;
  roundedCapacity = model.roundedCapacity(target, model.mostPadding);
  for (size_t s = 0; s < shortfall.size(); ++s)
    shortfall[s] = roundedCapacity -
                   model.roundedCapacity(target, model.sectionPaddings[s]);
  nodeCount = 0;
  workCount = 1;
  failed.buffers.assign(model.count(), 0);
  failed.sections.assign(model.sectionCount(), 0);
  reset();
  const int32_t root = keep(kept) ? prepareRoot(order) : impossible;
  return root == impossible ? Verdict::Never : explore(root, limits);
}

bool Search::isSpent(const SearchLimits &limits) const {
  return nodeCount >= limits.nodes || workCount >= limits.work ||
         limits.deadline.isStopped() ||
         (nodeCount % 256 == 255 && limits.deadline.hasCome());
}

Verdict Search::explore(int32_t part, const SearchLimits &limits) {
  while (part >= 0) {
    open(parts[part]);
    bool made = false;
    while (!made) {
      Choice &choice = choices.back();
      Item item;
      if (!nextCandidate(choice, item)) {
        // No plan for this part, whatever the parts beside it do.
        int32_t parent = choice.part.parent;
        if (parent < 0)
          return Verdict::Never;
        choices.resize(parent + 1);
        undo(choices.back());
        continue;
      }
      if (isSpent(limits))
        return Verdict::Spent;
      ++nodeCount;
      made = tryPlace(choice, item);
      if (made)
        part = addParts(choice, item);
      else
        undo(choice);
    }
  }
  return Verdict::Fits;
}

void Search::open(const Part &part) {
  Bytes limit = unlimited;
  if (rules.dominance)
    for (uint32_t k = part.first; k < part.last; ++k) {
      uint32_t i = items[k].buffer;
      limit = std::min(limit, minimum[i] + model.sizes[i]);
    }
  limit = std::min(limit, monotonicLimit(part));
  workCount += itemWork * (part.last - part.first);
  choices.push_back({.part = part,
                     .candidate = part.first,
                     .limit = limit,
                     .items = static_cast<uint32_t>(items.size()),
                     .parts = static_cast<uint32_t>(parts.size()),
                     .raised = static_cast<uint32_t>(raised.size()),
                     .placed = static_cast<uint32_t>(placed.size())});
}

bool Search::nextCandidate(Choice &choice, Item &item) const {
  const Part &part = choice.part;
  while (choice.candidate < part.last) {
    item = items[choice.candidate++];
    Bytes at = minimum[item.buffer];
    if (at >= choice.limit)
      return false; // They ascend.
    if (rules.canonicalOrder &&
        (at < part.floor || (at == part.floor && item.rank < part.rank)))
      continue;
    if (!isRedundant(item.buffer, at))
      return true;
  }
  return false;
}

bool Search::isRedundant(uint32_t buffer, Bytes at) const {
  if (rules.identical && before[buffer] != none && !isPlaced[before[buffer]])
    return true;
  if (!rules.stackedTwins)
    return false;
  for (uint32_t twin : model.twins[buffer]) {
    if (!isPlaced[twin] || offset[twin] + model.sizes[twin] != at)
      continue;
    // Swapping the two must be possible, and put them into the fixed order.
    if (rootRank[buffer] < rootRank[twin] &&
        offset[twin] % model.alignments[buffer] == 0 &&
        (offset[twin] + model.sizes[buffer]) % model.alignments[twin] == 0 &&
        offset[twin] + model.sizes[buffer] + model.rawSizes[twin] <= capacity)
      return true;
  }
  return false;
}

bool Search::tryPlace(const Choice &choice, Item item) {
  const uint32_t i = item.buffer;
  const Bytes at = minimum[i];
  touched = model.hulls[i];
  cut = false;
  occupy(i, at, false);
  const Bytes top = at + model.sizes[i];
  bool fits = true;
  for (uint32_t j : model.conflicts[i]) {
    --unplacedConflicts[j];
    if (fits && !isPlaced[j] && minimum[j] < top)
      fits = raise(j, top);
  }
  constexpr uint64_t nodeWork = 500; // What does not depend on sizes.
  workCount += nodeWork + itemWork * model.conflicts[i].size();
  if (!fits)
    return false;
  if (rules.hatless)
    for (uint32_t j : model.conflicts[i])
      if (!isPlaced[j] && unplacedConflicts[j] == 0)
        occupy(j, minimum[j], true);
  listRest(choice.part);
  return sectionsFitBeside(i, choice.items, static_cast<uint32_t>(items.size()),
                           at);
}

bool Search::raise(uint32_t buffer, Bytes top) {
  raised.push_back({buffer, minimum[buffer]});
  minimum[buffer] = model.raise(buffer, top);
  stamp[buffer] = nodeCount;
  touched.first = std::min(touched.first, model.hulls[buffer].first);
  touched.last = std::max(touched.last, model.hulls[buffer].last);
  const bool fits = minimum[buffer] <= capacity - model.rawSizes[buffer];
  failed.buffers[buffer] += fits ? 0 : 1;
  return fits;
}

void Search::occupy(uint32_t buffer, Bytes at, bool hatless) {
  isPlaced[buffer] = 1;
  offset[buffer] = at;
  const Bytes size = model.sizes[buffer];
  for (const SectionRange &range : model.ranges[buffer])
    for (uint32_t s = range.first; s < range.last; ++s)
      rest[s] -= size;
  if (!rules.unplacedFloor)
    for (const SectionRange &range : model.ranges[buffer])
      for (uint32_t s = range.first; s < range.last; ++s) {
        oldHighest.push_back(highest[s]);
        highest[s] = std::max(highest[s], at + size);
      }
  const SectionRange &hull = model.hulls[buffer];
  for (uint32_t s = hull.first; s + 1 < hull.last; ++s)
    cut |= --crossing[s] == 0;
  placed.push_back({buffer, hatless});
}

void Search::undo(const Choice &choice) {
  items.resize(choice.items);
  parts.resize(choice.parts);
  while (raised.size() > choice.raised) {
    minimum[raised.back().buffer] = raised.back().old;
    raised.pop_back();
  }
  while (placed.size() > choice.placed) {
    auto [buffer, hatless] = placed.back();
    placed.pop_back();
    vacate(buffer, hatless);
  }
}

void Search::vacate(uint32_t buffer, bool hatless) {
  isPlaced[buffer] = 0;
  std::span<const SectionRange> ranges = model.ranges[buffer];
  for (const SectionRange &range : ranges)
    for (uint32_t s = range.first; s < range.last; ++s)
      rest[s] += model.sizes[buffer];
  if (!rules.unplacedFloor)
    for (size_t k = ranges.size(); k-- > 0;)
      for (uint32_t s = ranges[k].last; s-- > ranges[k].first;) {
        highest[s] = oldHighest.back();
        oldHighest.pop_back();
      }
  const SectionRange &hull = model.hulls[buffer];
  for (uint32_t s = hull.first; s + 1 < hull.last; ++s)
    ++crossing[s];
  if (!hatless)
    for (uint32_t j : model.conflicts[buffer])
      ++unplacedConflicts[j];
}
