//===- BoxClasses.cpp - Boxing jobs by classes of height (Corollary 15) ---===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxSteps.h"

#include <algorithm>
#include <tuple>

using namespace idealloc;

namespace {

/// The classes of jobs sorted by grid, then by descending height. The unit is
/// the largest height of a class, so it never exceeds the box.
std::vector<UnitJobs> classesOf(const Boxes &boxes,
                                std::span<const JobIndex> sorted, Bytes height,
                                double epsilon) {
  std::vector<UnitJobs> classes;
  for (size_t k = 0; k < sorted.size();) {
    const Job &largest = boxes[sorted[k]];
    double least = static_cast<double>(largest.height) / (1 + epsilon);
    size_t first = k;
    do {
      ++k;
    } while (k < sorted.size() && boxes[sorted[k]].grid == largest.grid &&
             static_cast<double>(boxes[sorted[k]].height) >= least);
    classes.push_back(
        {.jobs = {sorted.begin() + first, sorted.begin() + k},
         .perBox = static_cast<uint64_t>(height / largest.height)});
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
  Groups boxed;
  boxUnits(boxes, classesOf(boxes, sorted, height, epsilon), epsilon, chooser,
           threads, boxed);
  std::vector<JobIndex> added;
  for (size_t k = 0; k < boxed.size(); ++k)
    added.push_back(boxes.add(height, boxed[k]));
  return added;
}
