//===- LiveSet.h - Sets of ticks as intervals -------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIFETIMES_LIVESET_H
#define IDEALLOC_LIFETIMES_LIVESET_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <cstdint>

namespace idealloc {

/// Half-open ticks [begin, end).
struct TickInterval {
  int64_t begin = 0;
  int64_t end = 0;
  bool operator==(const TickInterval &) const = default;
};

/// A set of ticks: intervals that are not empty, ascend and do not touch.
class LiveSet {
public:
  LiveSet() = default;
  /// The union of intervals in any order; empty ones count for nothing.
  /// O(n log n).
  explicit LiveSet(llvm::SmallVector<TickInterval, 1> parts);

  bool empty() const { return intervals.empty(); }
  int64_t begin() const { return empty() ? 0 : intervals.front().begin; }
  int64_t end() const { return empty() ? 0 : intervals.back().end; }
  llvm::ArrayRef<TickInterval> getIntervals() const { return intervals; }

  /// begin, end, begin, end, ... as in #idealloc.lifetime.
  llvm::SmallVector<int64_t> toBounds() const;
  static LiveSet fromBounds(llvm::ArrayRef<int64_t> bounds);

  /// O(log n).
  bool contains(int64_t tick) const;
  /// True if all of the ticks, at least one, are in it. O(log n).
  bool covers(TickInterval ticks) const;
  /// O(n + m).
  LiveSet unite(const LiveSet &other) const;
  /// The same in place; O(m) of the other if it begins in the last interval or
  /// behind.
  void add(const LiveSet &other);
  /// O(n log m) and the intervals of the result, n of the smaller set.
  LiveSet intersect(const LiveSet &other) const;

private:
  llvm::SmallVector<TickInterval, 1> intervals;
};

} // namespace idealloc

#endif // IDEALLOC_LIFETIMES_LIVESET_H
