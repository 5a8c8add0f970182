//===- BoxClasses.cpp - Boxing jobs by classes of height (Corollary 15) ---===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BoxSteps.h"
#include "Threads.h"

#include <algorithm>
#include <tuple>

using namespace idealloc;

namespace {

/// Jobs [first, last) taken as units of height `unit`.
struct Class {
  size_t first, last;
  Bytes unit;
};

/// Classes of jobs sorted by grid, then by descending height. The unit is the
/// largest height of a class, so it never exceeds the box.
std::vector<Class> classesOf(const Boxes &boxes,
                             std::span<const JobIndex> sorted, double epsilon) {
  std::vector<Class> classes;
  for (size_t k = 0; k < sorted.size();) {
    const Job &largest = boxes[sorted[k]];
    double least = static_cast<double>(largest.height) / (1 + epsilon);
    size_t first = k;
    while (k < sorted.size() && boxes[sorted[k]].grid == largest.grid &&
           static_cast<double>(boxes[sorted[k]].height) >= least)
      ++k;
    classes.push_back({first, k, largest.height});
  }
  return classes;
}

} // namespace

std::vector<JobIndex> idealloc::boxClasses(Boxes &boxes,
                                           std::span<const JobIndex> jobs,
                                           Bytes height, double epsilon,
                                           Chooser &chooser, unsigned threads) {
  std::vector<JobIndex> sorted(jobs.begin(), jobs.end());
  std::ranges::sort(sorted, {}, [&](JobIndex job) {
    return std::tuple(boxes[job].grid, -boxes[job].height, job);
  });
  std::vector<Class> classes = classesOf(boxes, sorted, epsilon);
  std::vector<Groups> boxed(classes.size());
  runAll(classes.size(), threads, [&](size_t k) {
    auto [first, last, unit] = classes[k];
    boxUnits(boxes, std::span(sorted).subspan(first, last - first),
             static_cast<uint64_t>(height / unit), epsilon, chooser, boxed[k]);
  });
  std::vector<JobIndex> added;
  for (const Groups &groups : boxed)
    for (size_t k = 0; k < groups.size(); ++k)
      added.push_back(boxes.add(height, groups[k]));
  return added;
}
