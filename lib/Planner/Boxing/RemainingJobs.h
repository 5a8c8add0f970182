//===- RemainingJobs.h - Jobs that are not boxed yet ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Private to BoxUnits.cpp. Jobs sorted by begin, from which those live at a
// point are taken one after the other: an implicit tree over the positions.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_BOXING_REMAININGJOBS_H
#define IDEALLOC_LIB_PLANNER_BOXING_REMAININGJOBS_H

#include "Boxing/Boxes.h"

namespace idealloc {

/// Positions are ranks by begin and stay when jobs are taken. Every operation
/// costs O(log n), takeLiveAt that for each job it takes.
class RemainingJobs {
public:
  RemainingJobs(const Boxes &boxes, std::span<const JobIndex> jobs);

  /// The number of positions.
  size_t size() const { return byBegin.size(); }

  /// The first position in [first, last) of a job with begin >= `point`.
  size_t firstFrom(Point point, size_t first, size_t last) const;

  /// Whether jobs remain in [first, last).
  bool any(size_t first, size_t last) const {
    return nextWithEndAfter(taken, first, last) < last;
  }

  /// How many jobs remain, and a sum of hashes of their lifetimes and heights.
  struct Summary {
    uint64_t count = 0;
    uint64_t hash = 0;
  };
  Summary summary(size_t first, size_t last) const;

  /// The jobs that remain, by position. O(log n) for each.
  std::vector<JobIndex> list(size_t first, size_t last) const;

  /// The n-th job that remains at `first` or later, which must exist.
  JobIndex nth(size_t first, uint64_t n) const;

  /// Takes the jobs in [first, last) that are live at `point`, by position, and
  /// calls `onJob` for each.
  template <typename OnJob>
  void takeLiveAt(Point point, size_t first, size_t last, OnJob onJob) {
    last = firstFrom(point, first, last);
    for (size_t at = first; (at = nextWithEndAfter(point, at, last)) < last;
         ++at) {
      onJob(byBegin[at]);
      take(at);
    }
  }

private:
  struct Node {
    Point latestEnd = taken; ///< Of what remains.
    uint32_t count = 0;
    uint64_t hash = 0;
  };
  static constexpr Point taken = -1;

  /// The first position in [from, last) of a job that ends after `point`, else
  /// `last` or above.
  size_t nextWithEndAfter(Point point, size_t from, size_t last) const;
  void take(size_t position);
  Node join(const Node &left, const Node &right) const;

  const Boxes &boxes;
  std::vector<JobIndex> byBegin;
  size_t leaves;           ///< A power of two.
  std::vector<Node> nodes; ///< Heap order.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_BOXING_REMAININGJOBS_H
