//===- Boxing.cpp - The boxing allocator ----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/Boxing.h"
#include "Boxing/Unbox.h"
#include "Hash.h"
#include "Placement.h"

#include <algorithm>

using namespace idealloc;

namespace {

/// What the last boxing may take for its epsilon. Equal entries make one more
/// likely.
constexpr double epsilons[] = {
    largestEpsilon, largestEpsilon, largestEpsilon, 0.5, 0.4, 0.3};

/// Whether a stack of the last boxes, one around each job, ends below 2^62.
bool stackFits(std::span<const Job> jobs, double epsilon) {
  double highest = 0;
  for (const Job &job : jobs)
    highest = std::max(highest, static_cast<double>(job.height));
  // Rounding up to a grid doubles a height at most.
  return 2 * highest / epsilon * static_cast<double>(jobs.size()) < 0x1p62;
}

} // namespace

BoxingModel::BoxingModel(const Problem &problem, const BoxingOptions &options)
    : problem(problem), options(options), jobs(jobsOf(problem)) {
  if (!jobs.jobs.empty())
    rounds = chooseRounds(jobs.jobs, options.rules.dummyJob);
  double least = options.epsilon.value_or(std::ranges::min(epsilons));
  boxable = stackFits(jobs.jobs, std::min(least, rounds.epsilon));
}

std::vector<Bytes> BoxingModel::looseOffsets(Chooser &chooser,
                                             unsigned threads) const {
  std::vector<Bytes> offsets;
  for (const Buffer &buffer : problem.buffers)
    offsets.push_back(buffer.pin.value_or(0));
  if (jobs.jobs.empty())
    return offsets;
  double epsilon = options.epsilon.value_or(largestEpsilon);
  if (!options.epsilon && options.rules.drawEpsilon)
    epsilon =
        epsilons[chooser.choose(mix(choiceOfEpsilon), std::size(epsilons))];
  Boxes boxes(jobs.jobs);
  std::vector<JobIndex> top = boxAll(boxes, rounds, epsilon, chooser, threads);
  std::vector<Bytes> loose = unbox(boxes, top, options.rules, chooser);
  for (size_t k = 0; k < loose.size(); ++k) {
    size_t buffer = jobs.buffers[k];
    offsets[buffer] = alignUp(loose[k], problem.buffers[buffer].alignment);
  }
  return offsets;
}
