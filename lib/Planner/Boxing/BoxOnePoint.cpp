//===- BoxOnePoint.cpp - Boxing jobs that live together (Lemma 1) ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxSteps.h"
#include "SortByKey.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

using namespace idealloc;

namespace {

/// Jobs that are cut away from two sides, named by their positions.
class Strips {
public:
  Strips(const Boxes &boxes, std::span<const JobIndex> jobs)
      : jobs(jobs), earliest(jobs.size()), taken(jobs.size()),
        left(jobs.size()) {
    std::iota(earliest.begin(), earliest.end(), size_t(0));
    latest = earliest;
    sortByKey(earliest, std::less<>(),
              [&](size_t k) { return boxes[jobs[k]].begin; });
    sortByKey(latest, std::greater<>(),
              [&](size_t k) { return boxes[jobs[k]].end; });
  }

  size_t size() const { return left; }

  /// Cuts up to `count` jobs with the earliest begins, by ascending begin.
  std::vector<JobIndex> cutVertical(size_t count) {
    return cut(earliest, nextEarliest, count);
  }
  /// Cuts up to `count` jobs with the latest ends, by descending end.
  std::vector<JobIndex> cutHorizontal(size_t count) {
    return cut(latest, nextLatest, count);
  }

private:
  std::vector<JobIndex> cut(const std::vector<size_t> &order, size_t &next,
                            size_t count) {
    std::vector<JobIndex> strip;
    for (; strip.size() < count && next < order.size(); ++next)
      if (!taken[order[next]]) {
        taken[order[next]] = true;
        strip.push_back(jobs[order[next]]);
      }
    left -= strip.size();
    return strip;
  }

  std::span<const JobIndex> jobs;
  std::vector<size_t> earliest; ///< By ascending begin.
  std::vector<size_t> latest;   ///< By descending end.
  std::vector<bool> taken;
  size_t nextEarliest = 0;
  size_t nextLatest = 0;
  size_t left;
};

void append(std::vector<JobIndex> &to, const std::vector<JobIndex> &jobs) {
  to.insert(to.end(), jobs.begin(), jobs.end());
}

/// Boxes each `perBox` jobs that follow each other.
void boxInOrder(const std::vector<JobIndex> &jobs, uint64_t perBox,
                Groups &boxed) {
  for (size_t k = 0; k < jobs.size(); ++k) {
    boxed.members.push_back(jobs[k]);
    if ((k + 1) % perBox == 0 || k + 1 == jobs.size())
      boxed.close();
  }
}

} // namespace

void idealloc::boxOnePoint(const Boxes &boxes, std::span<const JobIndex> jobs,
                           uint64_t perBox, double epsilon, Groups &boxed,
                           std::vector<JobIndex> &unresolved) {
  double outerStrip =
      static_cast<double>(perBox) * std::ceil(1 / (epsilon * epsilon));
  if (static_cast<double>(jobs.size()) <= 2 * outerStrip) {
    unresolved.insert(unresolved.end(), jobs.begin(), jobs.end());
    return;
  }
  // Both strips are shorter than `jobs`, so nothing below overflows.
  auto outer = static_cast<size_t>(outerStrip);
  auto inner =
      static_cast<size_t>(static_cast<double>(perBox) * std::ceil(1 / epsilon));
  Strips strips(boxes, jobs);
  append(unresolved, strips.cutVertical(outer));
  append(unresolved, strips.cutHorizontal(outer));
  for (bool vertical = true; strips.size() > 0; vertical = !vertical) {
    std::vector<JobIndex> strip =
        vertical ? strips.cutVertical(inner) : strips.cutHorizontal(inner);
    if (vertical)
      sortByKey(strip, std::greater<>(),
                [&](JobIndex job) { return boxes[job].end; });
    else
      sortByKey(strip, std::less<>(),
                [&](JobIndex job) { return boxes[job].begin; });
    boxInOrder(strip, perBox, boxed);
  }
}
