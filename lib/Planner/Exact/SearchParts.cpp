//===- SearchParts.cpp - Unplaced buffers and their parts -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Search.h"

#include <algorithm>
#include <utility>

using namespace idealloc;

/// Appends what is left of a part, by minimum offset and rank: a merge of those
/// whose minimum offset is as before, in order already, with those raised.
void Search::listRest(const Part &part) {
  const size_t first = items.size();
  const size_t most = part.last - part.first;
  items.resize(first + most);
  moved.resize(most);
  size_t left = first, right = 0;
  for (uint32_t k = part.first; k < part.last; ++k) {
    // Written to both, without a branch: the one that counts goes on.
    const Item item = items[k];
    const bool isRaised = stamp[item.buffer] == nodeCount;
    items[left] = moved[right] = item;
    left += !isPlaced[item.buffer] && !isRaised ? 1 : 0;
    right += !isPlaced[item.buffer] && isRaised ? 1 : 0;
  }
  moved.resize(right);
  workCount += itemWork * most;
  if (model.isPlain) // All of them are at the same top.
    std::ranges::sort(moved, {}, &Item::rank);
  else
    sortItems(moved);
  items.resize(left + right);
  for (size_t to = items.size(); right > 0;) {
    bool takeLeft =
        left > first && comesBefore(moved[right - 1], items[left - 1]);
    items[--to] = takeLeft ? items[--left] : moved[--right];
  }
}

bool Search::comesBefore(Item a, Item b) const {
  Bytes x = minimum[a.buffer], y = minimum[b.buffer];
  return x != y ? x < y : a.rank < b.rank;
}

void Search::sortItems(std::span<Item> range) const {
  std::ranges::sort(range, [&](Item a, Item b) { return comesBefore(a, b); });
}

int32_t Search::addParts(const Choice &choice, Item item) {
  Part part = choice.part;
  part.first = choice.items;
  part.last = static_cast<uint32_t>(items.size());
  if (part.first == part.last)
    return part.next;
  part.floor = offset[item.buffer];
  part.rank = item.rank + 1;
  part.parent = static_cast<int32_t>(choices.size()) - 1;
  if (rules.decomposition && cut)
    return split(part);
  parts.push_back(part);
  return static_cast<int32_t>(parts.size()) - 1;
}

/// Splits a part at the boundaries that no unplaced buffer crosses. In each new
/// part offsets start anew: the order of buffers that share no time is free.
int32_t Search::split(Part whole) {
  bounds.clear();
  for (uint32_t s = whole.firstSection, id = 0; s < whole.lastSection; ++s) {
    if (s == whole.firstSection || crossing[s - 1] == 0) {
      id = static_cast<uint32_t>(bounds.size());
      bounds.push_back({s, s, 0});
    }
    partOf[s] = id;
    bounds[id].last = s + 1;
  }
  workCount +=
      whole.lastSection - whole.firstSection + whole.last - whole.first;
  moved.assign(items.begin() + whole.first, items.begin() + whole.last);
  for (const Item &item : moved)
    ++bounds[partOf[model.hulls[item.buffer].first]].count;
  uint32_t next = whole.first;
  for (Bounds &bound : bounds) {
    bound.next = next;
    next += bound.count;
  }
  for (const Item &item : moved)
    items[bounds[partOf[model.hulls[item.buffer].first]].next++] = item;
  // The part with the most buffers first, then by time.
  std::erase_if(bounds, [](const Bounds &bound) { return bound.count == 0; });
  std::ranges::sort(bounds, {}, [](const Bounds &bound) {
    return std::pair(bound.count, bound.first);
  });
  for (const Bounds &bound : bounds) {
    Part part{.first = bound.next - bound.count,
              .last = bound.next,
              .firstSection = bound.first,
              .lastSection = bound.last,
              .floor = 0,
              .rank = 0,
              .parent = whole.parent,
              .next = whole.next};
    if (rules.reorderParts)
      rankPart(part);
    parts.push_back(part);
    whole.next = static_cast<int32_t>(parts.size()) - 1;
  }
  return whole.next;
}

void Search::rankPart(const Part &part) {
  std::span<Item> list =
      std::span(items).subspan(part.first, part.last - part.first);
  ranking.clear();
  for (const Item &item : list) {
    const uint32_t i = item.buffer;
    Bytes total = 0;
    if (byTotal)
      for (const SectionRange &range : model.ranges[i]) {
        workCount += range.last - range.first;
        for (uint32_t s = range.first; s < range.last; ++s)
          total = std::max(total, rest[s]);
      }
    uint64_t first = static_cast<uint64_t>(total), second = keys[i];
    if (totalLast)
      std::swap(first, second);
    ranking.push_back({first, second, tiesBySize ? model.sizes[i] : 0, i});
  }
  std::ranges::sort(ranking, [](const Ranked &a, const Ranked &b) {
    if (a.first != b.first)
      return a.first > b.first;
    if (a.second != b.second)
      return a.second > b.second;
    return a.size != b.size ? a.size > b.size : a.buffer < b.buffer;
  });
  for (uint32_t rank = 0; rank < list.size(); ++rank)
    list[rank] = {ranking[rank].buffer, rank};
  sortItems(list);
}
