//===- TimeWindowsTest.cpp - A stretch of a plan placed again -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/TimeWindows.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Auto.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

const Deadline never{Budget()};
constexpr uint64_t unlimited = std::numeric_limits<uint64_t>::max();

/// Small problems are checked pair by pair, large ones by the verifier.
void expectValid(const Problem &problem, const std::vector<Bytes> &offsets) {
  if (problem.buffers.size() < 100)
    EXPECT_EQ(test::pairwiseFault(problem, offsets), "");
  const Plan plan{.offsets = offsets,
                  .makespan = test::makespanOf(problem, offsets)};
  EXPECT_FALSE(verify(problem, plan, true));
}

/// Windows until nothing changes; checks what each one promises.
Bytes improve(const Problem &problem, std::vector<Bytes> &offsets,
              const ExactOptions &options = {}, int times = 20,
              uint64_t workLimit = unlimited) {
  TimeWindows windows(problem, options);
  const Bytes goal = lowerBound(problem);
  Bytes makespan = test::makespanOf(problem, offsets);
  for (int k = 0; k < times && makespan > goal && !windows.isStuck(); ++k) {
    const std::vector<Bytes> before = offsets;
    const bool changes = windows.next(offsets, goal, workLimit, never);
    EXPECT_EQ(changes, offsets != before);
    expectValid(problem, offsets);
    EXPECT_LE(test::makespanOf(problem, offsets), makespan);
    makespan = test::makespanOf(problem, offsets);
  }
  return makespan;
}

TEST(TimeWindows, FindTheOptimumOfWhatTheyHold) {
  // All is within one window, so that it is exact search.
  for (uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = test::randomProblem({.buffers = 1 + seed % 7,
                                                 .alignment = seed % 2 == 0,
                                                 .pins = seed % 3 == 0,
                                                 .reserved = seed % 5 == 0,
                                                 .gaps = seed % 7 < 3},
                                                seed);
    std::vector<Bytes> offsets = planFirstFit(problem, Order::Begin).offsets;
    EXPECT_EQ(improve(problem, offsets), test::optimum(problem));
    if (HasFailure())
      return; // One reproducer is enough.
  }
}

TEST(TimeWindows, LeaveWhatCrossesTheirBorder) {
  // Pins, gaps, reserved ranges and alignments of 4,000 buffers, 20 live.
  for (uint64_t seed = 0; seed < 3; ++seed) {
    const Problem problem = test::randomProblem({.buffers = 4000,
                                                 .horizon = 3000,
                                                 .largest = 4000,
                                                 .alignment = true,
                                                 .pins = seed == 1,
                                                 .reserved = seed == 2,
                                                 .gaps = true},
                                                seed);
    std::vector<Bytes> offsets = planFirstFit(problem, Order::Begin).offsets;
    ExactOptions options;
    options.budget.effort = 0.01;
    TimeWindows windows(problem, options);
    const Bytes before = test::makespanOf(problem, offsets);
    for (int k = 0; k < 4 && !windows.isStuck(); ++k)
      windows.next(offsets, lowerBound(problem), 1 << 24, never);
    expectValid(problem, offsets);
    EXPECT_LE(test::makespanOf(problem, offsets), before);
  }
}

TEST(TimeWindows, ReachLoadWhereItIsReachedRarely) {
  const Problem problem = scatteredProblem(12000, 60, 1);
  std::vector<Bytes> offsets = planFirstFit(problem).offsets;
  ASSERT_GT(test::makespanOf(problem, offsets), lowerBound(problem));
  EXPECT_EQ(improve(problem, offsets), lowerBound(problem));
}

TEST(TimeWindows, AreTheSameForEveryNumberOfThreads) {
  const Problem problem = steadyProblem(12000, 60, 2);
  std::vector<Bytes> one = planFirstFit(problem).offsets;
  std::vector<Bytes> four = one;
  improve(problem, one, {.budget = {.threads = 1}}, 2, 1 << 25);
  improve(problem, four, {.budget = {.threads = 4}}, 2, 1 << 25);
  EXPECT_EQ(one, four);
}

TEST(TimeWindows, SpendNoMoreThanTheyMay) {
  const Problem problem = plantedProblem(11000, 1 << 20, 1);
  std::vector<Bytes> offsets = planFirstFit(problem).offsets;
  const ExactOptions options;
  TimeWindows windows(problem, options);
  windows.next(offsets, lowerBound(problem), 0, never);
  EXPECT_LE(windows.work(), 16 * problem.buffers.size());
  EXPECT_EQ(windows.nodes(), 0u);
}

TEST(Auto, ClosesAThirdOfTheGapOfFirstFitOfManyBuffers) {
  for (const Problem &problem :
       {steadyProblem(20000, 100, 3), scatteredProblem(20000, 100, 1),
        paretoProblem(20000, 100, 1)}) {
    const Bytes bound = lowerBound(problem);
    const Bytes first = planFirstFit(problem).makespan - bound;
    EXPECT_LE(3 * (planAuto(problem).makespan - bound), 2 * first);
  }
}

} // namespace
