//===- TimeWindows.h - A stretch of a plan placed again ---------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What makes large problems smaller: the makespan of a plan of very many
// buffers is mostly reached in a few short stretches of time, and exact search
// can place the buffers of such a stretch again while all others stay. Private
// to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_TIMEWINDOWS_H
#define IDEALLOC_LIB_PLANNER_EXACT_TIMEWINDOWS_H

#include "Deadline.h"
#include "idealloc/Planner/Exact.h"

namespace idealloc {

/// A *window* is an interval of time around a buffer that ends highest and what
/// sticks out with it. The buffers that live within it become free, those that
/// cross its border are pinned where they are, and all others do not matter.
/// Windows hold about 1,200 free buffers; where that gains nothing, then 600,
/// or 2,400 in problems of more than 40,000 buffers to which valleys do not
/// apply, and after these the same with more work. Keeps references.
class TimeWindows {
public:
  /// `seed` and rules are those of the options.
  TimeWindows(const Problem &problem, const ExactOptions &options);

  /// Places one window of a valid plan again, below its makespan if it can and
  /// no lower than `goal`, with up to `workLimit` units of work; true if it
  /// changed the offsets. They stay valid, and the makespan, which may be
  /// reached in several places, does not rise. The plan is not within the goal.
  /// Cost besides the work: O(n) time and memory. Deterministic but for the
  /// deadline, with any number of threads.
  bool next(std::vector<Bytes> &offsets, Bytes goal, uint64_t workLimit,
            const Deadline &deadline);

  /// Nothing more is to be tried, unless the plan changes.
  bool isStuck() const;
  /// The plan has changed.
  void restart() { attempt = inVain = 0; }
  uint64_t nodes() const { return nodeCount; }
  /// As Search::work counts.
  uint64_t work() const { return workCount; }

private:
  const Problem &problem;
  const ExactOptions &options;
  std::vector<size_t> freeWanted; ///< In turn.
  unsigned attempt = 0;           ///< Windows since the last gain.
  unsigned inVain = 0; ///< The last ones that nothing could be gained in.
  uint64_t nodeCount = 0;
  uint64_t workCount = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_TIMEWINDOWS_H
