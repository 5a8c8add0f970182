//===- Placement.h - Placing buffers one by one -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What first fit and best fit share, private to the planner: the search for a
// free range among obstacles, and the placement of a whole order.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_PLACEMENT_H
#define IDEALLOC_LIB_PLANNER_PLACEMENT_H

#include "Deadline.h"
#include "idealloc/Planner/Plan.h"

#include <span>

namespace idealloc {

enum class Fit {
  First, ///< The lowest free range that holds the buffer.
  Best,  ///< The smallest one (lowest of equals), the open top last.
  Last = Best,
};

/// The lowest multiple of `alignment` that is at least `offset`.
inline Bytes alignUp(Bytes offset, Bytes alignment) {
  if (alignment == 1)
    return offset;
  return (offset + alignment - 1) / alignment * alignment;
}

/// Finds an aligned free range for one buffer. Feed it the obstacles with
/// ascending begins; they may overlap.
class FreeRangeSearch {
public:
  /// Looks from `from` upwards.
  FreeRangeSearch(Bytes size, Bytes alignment, Fit fit, Bytes from = 0)
      : size(size), alignment(alignment), fit(fit), top(from) {}

  /// Takes the next obstacle [begin, end); true once no later one matters.
  bool obstacle(Bytes begin, Bytes end) {
    // The test without alignment comes first: it nearly always decides.
    if (begin - top >= size && begin - top < smallest) {
      Bytes aligned = alignUp(top, alignment);
      if (begin - aligned >= size) {
        found = aligned;
        smallest = begin - top;
        if (fit == Fit::First)
          return true;
      }
    }
    top = std::max(top, end);
    return false;
  }

  /// Where the buffer goes, given the obstacles so far.
  Bytes offset() const { return found >= 0 ? found : alignUp(top, alignment); }

private:
  Bytes size;
  Bytes alignment;
  Fit fit;
  Bytes top;        ///< Everything below is passed.
  Bytes found = -1; ///< The best aligned offset so far.
  Bytes smallest = std::numeric_limits<Bytes>::max(); ///< Its range's length.
};

/// The reserved ranges, ascending, disjoint and not touching.
std::vector<Range> mergedReserved(const Problem &problem);

/// Places all buffers of a problem in a given order; what does not depend on
/// the order is computed once. Keeps a reference to the problem.
class Placer {
public:
  /// A deadline, which is kept, counts in placements with a limit.
  explicit Placer(const Problem &problem, const Deadline *deadline = nullptr);

  /// Pinned buffers first, then the others by `order`, which holds every index
  /// once. Gives up, and returns false, as soon as the makespan would reach
  /// `limit` or, with a limit, the deadline has come. Deterministic but for it.
  bool place(std::span<const size_t> order, Fit fit,
             Bytes limit = std::numeric_limits<Bytes>::max());

  /// Of the last placement that succeeded.
  const std::vector<Bytes> &offsets() const { return placed; }
  Bytes makespan() const { return top; }

  /// Buffers placed and placed buffers looked at by all placements so far.
  uint64_t work() const { return workDone; }

private:
  const Problem &problem;
  const Deadline *deadline;
  std::vector<Range> reserved;
  std::vector<size_t> byBegin;   ///< All buffers, by begin of lifetime.
  std::vector<size_t> conflicts; ///< conflictCounts(problem).
  std::vector<Bytes> placed;
  Bytes top = 0;
  uint64_t workDone = 0;
};

/// A unit of Placer::work takes about as long as so many of Search::work.
inline constexpr uint64_t searchPerPlacer = 10;

/// Of each buffer, the others whose hulls intersect its own. O(n log n).
std::vector<size_t> conflictCounts(const Problem &problem);

/// The plan with these offsets: makespan, lower bound, status and conflict set.
/// `bound` is lowerBound(problem).
Plan finishPlan(const Problem &problem, std::vector<Bytes> offsets, Bytes bound,
                uint64_t effort);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_PLACEMENT_H
