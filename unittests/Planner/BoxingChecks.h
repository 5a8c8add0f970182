//===- BoxingChecks.h - Jobs, choosers and oracles of boxing ----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the tests of the steps of boxing, which are private to the planner.
// Nothing here calls those steps.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_UNITTESTS_PLANNER_BOXINGCHECKS_H
#define IDEALLOC_UNITTESTS_PLANNER_BOXINGCHECKS_H

#include "Boxing/BoxSteps.h"

#include <atomic>

namespace idealloc::test {

/// What random jobs may look like.
struct JobTraits {
  size_t count = 40;
  Point ticks = 30;   ///< Lifetimes lie in [0, ticks], points in twice that.
  Point longest = 30; ///< In ticks.
  Bytes highest = 1;  ///< Heights are 1 to this, log-uniform by octave.
  bool grids = false; ///< Grids of 1, 4 or 16; heights are multiples.
};

/// Equal arguments give equal jobs.
std::vector<Job> randomJobs(const JobTraits &traits, uint64_t seed);

/// Jobs of one height: pairs of ticks.
Boxes unitJobs(const std::vector<std::pair<Point, Point>> &ticks);

/// Jobs of these heights with one lifetime.
std::vector<Job> jobsOfHeights(const std::vector<Bytes> &heights);

/// All original jobs.
std::vector<JobIndex> originalsOf(const Boxes &boxes);

/// How many of the jobs are live at one point, or how high together.
size_t mostLive(const Boxes &boxes, std::span<const JobIndex> jobs);
Bytes loadOf(const Boxes &boxes, std::span<const JobIndex> jobs);

/// "" or what is wrong with groups that should hold each job once, and no more
/// than `perBox` live at one point.
std::string groupsFault(const Boxes &boxes, std::span<const JobIndex> jobs,
                        const Groups &groups, uint64_t perBox);

/// "" or what is wrong with boxes that should hold each original job once, at
/// any depth, within their lifetimes, heights and grids.
std::string boxesFault(const Boxes &boxes, std::span<const JobIndex> top);

/// Everything about all boxes, to compare.
std::vector<std::vector<int64_t>> describe(const Boxes &boxes);

/// Always takes the first candidate or the last one. Counts calls and
/// candidates, and notes whether a call had none.
class EdgeChooser : public Chooser {
public:
  explicit EdgeChooser(bool last) : last(last) {}

  uint64_t choose(uint64_t, uint64_t count) override {
    ++calls;
    if (count == 0)
      sawNone = true;
    return last ? count - 1 : 0;
  }

  std::atomic<uint64_t> calls = 0;
  std::atomic<bool> sawNone = false;

private:
  bool last;
};

} // namespace idealloc::test

#endif // IDEALLOC_UNITTESTS_PLANNER_BOXINGCHECKS_H
