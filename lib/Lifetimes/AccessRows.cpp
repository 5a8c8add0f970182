//===- AccessRows.cpp - Long rows of accesses -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "AccessRows.h"

#include "llvm/ADT/STLExtras.h"

#include <optional>
#include <set>

using namespace mlir;

namespace idealloc {

AccessRow::AccessRow(std::vector<Item> list) {
  llvm::sort(list, [](const Item &a, const Item &b) {
    return a.span.enter < b.span.enter;
  });
  for (const Item &item : list) {
    if (!item.reads && !item.writes)
      continue;
    if (items.empty() || items.back().op != item.op) {
      items.push_back(item);
      continue;
    }
    items.back().reads |= item.reads;
    items.back().writes |= item.writes;
  }
  size_t write = items.size(), read = items.size();
  for (size_t i = items.size(); i-- > 0;)
    items[i].nextWrite = write = items[i].writes ? i : write;
  for (auto [i, item] : llvm::enumerate(items))
    item.lastRead = read = item.reads ? i : read;
}

void AccessRows::clear() {
  places.clear();
  gaps.clear();
}

void AccessRows::add(const AccessRow &row, Bits buffers) {
  places.push_back({&row, buffers});
}

Bits AccessRows::all() const {
  Bits result = 0;
  for (const Place &place : places)
    result |= place.buffers;
  return result;
}

void AccessRows::keep(Bits buffers) {
  for (Place &place : places)
    place.buffers &= buffers;
  llvm::erase_if(places, [](const Place &place) { return !place.buffers; });
}

void AccessRows::addAll(const Place &place, size_t begin, size_t end,
                        std::vector<BufferAccess> &accesses) const {
  for (size_t i = begin; i != end; ++i) {
    const AccessRow::Item &item = place.row->getItems()[i];
    accesses.push_back({.op = item.op,
                        .reads = item.reads ? place.buffers : 0,
                        .writes = item.writes ? place.buffers : 0});
  }
}

/// Of items between which nothing else happens: the ends, the first that writes
/// and the last that reads.
void AccessRows::addPart(const Place &place, size_t begin, size_t end,
                         std::vector<BufferAccess> &accesses) {
  if (begin == end)
    return;
  ArrayRef<AccessRow::Item> items = place.row->getItems();
  std::set<size_t> kept = {begin, end - 1};
  for (size_t i : {items[begin].nextWrite, items[end - 1].lastRead})
    if (i >= begin && i < end)
      kept.insert(i);
  size_t next = begin;
  for (size_t i : kept) {
    if (next != i)
      gaps.push_back({place, next, i});
    addAll(place, i, i + 1, accesses);
    next = i + 1;
  }
}

/// The rows without those that overlap a longer one, of which all is added; by
/// tick.
std::vector<AccessRows::Place>
AccessRows::takeApart(std::vector<BufferAccess> &accesses) {
  llvm::sort(places, [](const Place &a, const Place &b) {
    return std::pair(a.row->begin(), a.row->getItems().size()) <
           std::pair(b.row->begin(), b.row->getItems().size());
  });
  std::vector<Place> apart;
  for (Place place : places) {
    if (apart.empty() || place.row->begin() >= apart.back().row->end()) {
      apart.push_back(place);
      continue;
    }
    if (apart.back().row->getItems().size() < place.row->getItems().size())
      std::swap(apart.back(), place);
    addAll(place, 0, place.row->getItems().size(), accesses);
  }
  return apart;
}

void AccessRows::addTo(std::vector<BufferAccess> &accesses,
                       const LogicalTime &time) {
  std::vector<Place> apart = takeApart(accesses);
  if (apart.empty())
    return;
  std::vector<std::pair<int64_t, Bits>> others;
  for (const BufferAccess &access : accesses)
    others.push_back({time.spanOf(access.op).enter, access.all()});
  llvm::sort(others);
  auto other = others.begin();
  for (const Place &place : apart) {
    ArrayRef<AccessRow::Item> items = place.row->getItems();
    while (other != others.end() && other->first < place.row->begin())
      ++other;
    // Another access parts the row; in an op of the row, that stands alone.
    size_t begin = 0;
    for (; other != others.end() && other->first < place.row->end(); ++other) {
      auto [tick, buffers] = *other;
      auto isBefore = [tick = tick](const AccessRow::Item &item) {
        return item.span.exit < tick;
      };
      size_t at = llvm::partition_point(items, isBefore) - items.begin();
      if (!(buffers & place.buffers) || at < begin)
        continue;
      addPart(place, begin, at, accesses);
      bool isInside = items[at].span.enter <= tick;
      begin = at + isInside;
      if (isInside)
        addAll(place, at, begin, accesses);
    }
    addPart(place, begin, items.size(), accesses);
  }
}

void AccessRows::complete(MutableArrayRef<LiveSet> live) const {
  for (const Gap &gap : gaps) {
    ArrayRef<AccessRow::Item> items =
        gap.place.row->getItems().slice(gap.begin, gap.end - gap.begin);
    TickInterval all = {items.front().span.enter, items.back().span.exit + 1};
    std::optional<LiveSet> ticks;
    for (Bits bits = gap.place.buffers; bits; bits &= bits - 1) {
      LiveSet &set = live[llvm::countr_zero(bits)];
      if (set.covers(all))
        continue;
      if (!ticks)
        ticks = LiveSet(
            llvm::map_to_vector<1>(items, [](const AccessRow::Item &item) {
              return TickInterval{item.span.enter, item.span.exit + 1};
            }));
      set = set.unite(*ticks);
    }
  }
}

} // namespace idealloc
