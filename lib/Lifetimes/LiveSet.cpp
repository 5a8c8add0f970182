//===- LiveSet.cpp - Sets of ticks as intervals ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/LiveSet.h"

#include "llvm/ADT/STLExtras.h"

using namespace llvm;

namespace idealloc {

LiveSet::LiveSet(SmallVector<TickInterval, 1> parts) {
  llvm::sort(parts, [](const TickInterval &a, const TickInterval &b) {
    return a.begin < b.begin;
  });
  for (const TickInterval &part : parts) {
    if (part.begin >= part.end)
      continue;
    if (!intervals.empty() && part.begin <= intervals.back().end)
      intervals.back().end = std::max(intervals.back().end, part.end);
    else
      intervals.push_back(part);
  }
}

SmallVector<int64_t> LiveSet::toBounds() const {
  SmallVector<int64_t> bounds;
  for (const TickInterval &interval : intervals)
    bounds.append({interval.begin, interval.end});
  return bounds;
}

LiveSet LiveSet::fromBounds(ArrayRef<int64_t> bounds) {
  SmallVector<TickInterval, 1> parts;
  for (size_t i = 0; i + 1 < bounds.size(); i += 2)
    parts.push_back({bounds[i], bounds[i + 1]});
  return LiveSet(std::move(parts));
}

bool LiveSet::contains(int64_t tick) const { return covers({tick, tick + 1}); }

bool LiveSet::covers(TickInterval ticks) const {
  auto after = llvm::upper_bound(
      intervals, ticks.begin,
      [](int64_t value, const TickInterval &i) { return value < i.begin; });
  return after != intervals.begin() && ticks.end <= std::prev(after)->end;
}

LiveSet LiveSet::unite(const LiveSet &other) const {
  SmallVector<TickInterval, 1> parts(intervals);
  parts.append(other.intervals);
  return LiveSet(std::move(parts));
}

void LiveSet::add(const LiveSet &other) {
  if (other.empty())
    return;
  if (!empty() && other.begin() < intervals.back().begin) {
    *this = unite(other);
    return;
  }
  for (TickInterval part : other.intervals)
    if (!empty() && part.begin <= intervals.back().end)
      intervals.back().end = std::max(intervals.back().end, part.end);
    else
      intervals.push_back(part);
}

LiveSet LiveSet::intersect(const LiveSet &other) const {
  if (intervals.size() > other.intervals.size())
    return other.intersect(*this);
  LiveSet result;
  for (const TickInterval &a : intervals)
    for (auto b = llvm::partition_point(
             other.intervals,
             [&](const TickInterval &i) { return i.end <= a.begin; });
         b != other.intervals.end() && b->begin < a.end; ++b)
      result.intervals.push_back(
          {std::max(a.begin, b->begin), std::min(a.end, b->end)});
  return result;
}

} // namespace idealloc
