//===- Boxing.cpp - The boxing allocator ----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing.h"
#include "Hash.h"
#include "Placement.h"
#include "Unbox.h"

#include <numeric>

using namespace idealloc;

namespace {

/// What the chooser may take for the epsilon of the last boxing.
constexpr double epsilons[] = {largestEpsilon, 0.5, 0.4, 0.3, 0.2, 0.1};

/// Whether a stack of boxes, one around each job, ends below 2^62. The last
/// boxes are at most 20 times as high as the highest job.
bool stackFits(std::span<const Job> jobs) {
  constexpr double most = 0x1p62;
  double highest = 0;
  for (const Job &job : jobs)
    highest = std::max(highest, static_cast<double>(job.height));
  return 20 * highest * static_cast<double>(jobs.size()) < most;
}

} // namespace

BoxingModel::BoxingModel(const Problem &problem)
    : problem(problem), jobs(jobsOf(problem)), boxable(stackFits(jobs.jobs)) {
  if (boxable && !jobs.jobs.empty())
    rounds = chooseRounds(jobs.jobs);
}

std::vector<Bytes> BoxingModel::looseOffsets(std::optional<double> epsilon,
                                             Chooser &chooser,
                                             unsigned threads) const {
  std::vector<Bytes> offsets;
  for (const Buffer &buffer : problem.buffers)
    offsets.push_back(buffer.pin.value_or(0));
  if (jobs.jobs.empty())
    return offsets;
  if (!epsilon)
    epsilon =
        epsilons[chooser.choose(mix(choiceOfEpsilon), std::size(epsilons))];
  Boxes boxes(jobs.jobs);
  std::vector<JobIndex> top = boxAll(boxes, rounds, *epsilon, chooser, threads);
  std::vector<Bytes> loose = unbox(boxes, top, chooser);
  for (size_t k = 0; k < loose.size(); ++k) {
    size_t buffer = jobs.buffers[k];
    offsets[buffer] = alignUp(loose[k], problem.buffers[buffer].alignment);
  }
  return offsets;
}
