//===- BoxAll.cpp - Boxing jobs of all heights (Theorem 16) ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxSteps.h"
#include "Placement.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

using namespace idealloc;

namespace {

/// No box is as high as this, so that heights are Bytes.
constexpr double mostHeight = 0x1p62;

/// The binary logarithm of value >= 1. Not std::log2, whose last bit differs
/// between C libraries: multiplications alone give the same on all machines.
double logarithm(double value) {
  int exponent = 0;
  double mantissa = 2 * std::frexp(value, &exponent);
  double result = exponent - 1;
  for (double bit = 0.5; bit > 1e-15; bit /= 2) {
    mantissa *= mantissa;
    if (mantissa >= 2) {
      mantissa /= 2;
      result += bit;
    }
  }
  return result;
}

double squaredLog(double ratio) {
  double log = logarithm(ratio);
  return log * log;
}

/// What is left when no round is possible any more.
struct Outcome {
  Rounds rounds;
  double ratio; ///< Of the largest height to the smallest.
};

/// The rounds with this epsilon. `heights` ascend.
Outcome simulate(const std::vector<Bytes> &heights, double epsilon,
                 Bytes grid) {
  const auto largest = static_cast<double>(heights.back());
  Outcome outcome;
  auto smallest = static_cast<double>(heights.front());
  std::vector<Bytes> boxes; // Heights of the boxes that remain.
  while (true) {
    outcome.ratio = largest / smallest;
    if (outcome.ratio <= 1) {
      outcome.rounds.epsilon = largestEpsilon;
      return outcome;
    }
    double squared = squaredLog(outcome.ratio);
    double mu = epsilon / squared;
    outcome.rounds.epsilon = mu;
    if (mu >= largestEpsilon)
      return outcome;
    double wanted = std::ceil(mu * mu * mu * mu * mu * largest / squared);
    if (wanted >= mostHeight)
      return outcome;
    Bytes height = alignUp(static_cast<Bytes>(wanted), grid);
    auto limit = static_cast<Bytes>(mu * static_cast<double>(height));
    // Of almost equal heights, boxes would be higher than the highest job.
    if (static_cast<double>(limit) < smallest || height > heights.back())
      return outcome;
    outcome.rounds.rounds.push_back({limit, height, mu});
    std::erase_if(boxes, [&](Bytes box) { return box <= limit; });
    boxes.push_back(height);
    Bytes next = std::ranges::min(boxes);
    auto above = std::ranges::upper_bound(heights, limit);
    if (above != heights.end())
      next = std::min(next, *above);
    smallest = static_cast<double>(next);
  }
}

/// The epsilon with which a first round boxes the lowest jobs alone: in terms
/// of mu = epsilon / lg^2 r that is mu^6 * r = lg^2 r.
double leastEpsilon(double ratio) {
  double squared = squaredLog(ratio);
  double low = 0, high = 1;
  for (int step = 0; step < 60; ++step) {
    double mu = (low + high) / 2;
    (mu * mu * mu * mu * mu * mu * ratio < squared ? low : high) = mu;
  }
  return high * squared;
}

} // namespace

Rounds idealloc::chooseRounds(std::span<const Job> jobs, bool dummyJob) {
  const Bytes grid = std::ranges::max(jobs, {}, &Job::grid).grid;
  std::vector<Bytes> heights;
  for (const Job &job : jobs)
    heights.push_back(job.height);
  std::ranges::sort(heights);
  double ratio = static_cast<double>(heights.back()) /
                 static_cast<double>(heights.front());
  if (ratio <= 1)
    return {};
  double most = largestEpsilon * squaredLog(ratio);
  double epsilon = leastEpsilon(ratio);
  if (dummyJob && epsilon >= most) {
    ratio = dummyRatio;
    const double height =
        std::ceil(ratio * static_cast<double>(heights.front()));
    if (height >= mostHeight)
      return {};
    heights.push_back(static_cast<Bytes>(height));
    most = largestEpsilon * squaredLog(ratio);
    epsilon = leastEpsilon(ratio);
  }
  Outcome best{{}, ratio};
  for (int failures = 0; epsilon < most && failures < 3;
       epsilon += 0.01 * (most - epsilon)) {
    Outcome outcome = simulate(heights, epsilon, grid);
    ++failures;
    if (outcome.ratio < best.ratio) {
      best = std::move(outcome);
      failures = 0;
    }
  }
  return best.rounds;
}

std::vector<JobIndex> idealloc::boxAll(Boxes &boxes, const Rounds &rounds,
                                       double epsilon, Chooser &chooser,
                                       unsigned threads) {
  std::vector<JobIndex> jobs(boxes.originals());
  std::iota(jobs.begin(), jobs.end(), JobIndex(0));
  auto heightOf = [&](JobIndex job) { return boxes[job].height; };
  auto [low, high] = std::ranges::minmax(jobs, {}, heightOf);
  const Bytes largest = heightOf(high);
  if (heightOf(low) == largest)
    return jobs;
  Bytes grid = 1;
  for (JobIndex job : jobs)
    grid = std::max(grid, boxes[job].grid);

  for (const Round &round : rounds.rounds) {
    auto isLow = [&](JobIndex job) { return heightOf(job) <= round.limit; };
    std::vector<JobIndex> lowJobs;
    std::ranges::copy_if(jobs, std::back_inserter(lowJobs), isLow);
    std::erase_if(jobs, isLow);
    std::vector<JobIndex> added = boxClasses(boxes, lowJobs, round.height,
                                             round.epsilon, chooser, threads);
    jobs.insert(jobs.end(), added.begin(), added.end());
  }
  epsilon = std::min({epsilon, rounds.epsilon, 0.99 * largestEpsilon});
  double wanted = std::ceil(static_cast<double>(largest) / epsilon);
  if (wanted >= mostHeight)
    return jobs;
  Bytes height = alignUp(static_cast<Bytes>(wanted), grid);
  return boxClasses(boxes, jobs, height, epsilon, chooser, threads);
}
