//===- Rematerialize.h - Run ops twice for a smaller peak -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A value that is written long before its last use may be cheaper to write
// again than to keep.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_SCHEDULE_REMATERIALIZE_H
#define IDEALLOC_SCHEDULE_REMATERIALIZE_H

#include "idealloc/Schedule/Schedule.h"

namespace idealloc {

/// An op that runs once more.
struct Clone {
  size_t op = 0;    ///< What it repeats: an op of the original graph.
  size_t clone = 0; ///< Its index in the new graph.
  size_t value = 0; ///< The value of the original graph that is written again.
  size_t copy = 0;  ///< What the clone writes, a value of the new graph.
  /// The ops, of the new graph, that touch the copy instead of the value.
  std::vector<size_t> users = {};
};

/// A graph with clones, and its order.
struct Rematerialized {
  OpGraph graph = {};
  Schedule schedule = {};
  std::vector<Clone> clones = {};
  /// Of each op of the new graph, the one of the original graph that it is or
  /// repeats.
  std::vector<size_t> origin = {};
  /// Work of all clones, in the unit of GraphOp::work.
  uint64_t extraWork = 0;
};

struct RematerializeOptions {
  ScheduleOptions schedule = {};
  /// The clones' work is at most so many percent of that of all ops; 0: no
  /// clone is made.
  double workPercent = 1.0;
  /// Whether a bound of the graph with clones is of use.
  bool seeksBoundWithClones = true;
};

/// Orders the ops by scheduleOps; then, at the peak and largest value first,
/// runs producers again for the uses behind the peak, while the peak falls and
/// the work allows it; and orders the ops again.
///
/// A clone repeats an op that `isRepeatable`, produces one value, is no part of
/// a pair that writes it in place, and reads only values that are live anyway
/// where it runs: extending the life of one counts against it. It keeps all
/// constraints of what it repeats, and what must run `after` that op runs after
/// its clones. The lower bound is that of the new graph; the peak is never
/// larger than without clones. Stops at the capacity, if there is one. Cost:
/// that of scheduleOps twice, and O(n) for each candidate.
Rematerialized rematerialize(const OpGraph &graph,
                             const RematerializeOptions &options = {});

} // namespace idealloc

#endif // IDEALLOC_SCHEDULE_REMATERIALIZE_H
