//===- SizeLevelsTest.cpp - The largest placed first, many times ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/SizeLevels.h"
#include "Placement.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace idealloc;

namespace {

const Deadline never{Budget()};
constexpr Bytes anyMakespan = std::numeric_limits<Bytes>::max();
constexpr uint64_t someWork = 20000000;

/// Some have alignments, all of them the same or such as divide sizes.
Problem someProblem(uint64_t seed) {
  const size_t count = 1 + seed * 37 % 3000;
  Problem problem = seed % 3 == 0   ? plantedProblem(count, 1 << 20, seed)
                    : seed % 3 == 1 ? pinwheelProblem(count, 1 << 20, seed)
                                    : scatteredProblem(count, 40, seed);
  for (Buffer &buffer : problem.buffers) {
    if (seed % 4 == 1)
      buffer.alignment = 48;
    if (seed % 4 == 2)
      buffer.size *= buffer.alignment = 64;
  }
  return problem;
}

// Why a level can begin with a plan of the one below (docs/Exact.md).
TEST(FirstFit, PlacesNothingHigherInTheOrderOfAPlan) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Problem problem =
        test::randomProblem({.buffers = 60, .alignment = true}, seed);
    const Plan plan = planBestFit(problem, Order::Begin);
    std::vector<size_t> order(problem.buffers.size());
    std::iota(order.begin(), order.end(), size_t(0));
    std::ranges::sort(order, {}, [&](size_t i) { return plan.offsets[i]; });
    Placer placer(problem);
    ASSERT_TRUE(placer.place(order, Fit::First));
    for (size_t i : order)
      EXPECT_LE(placer.offsets()[i], plan.offsets[i]);
  }
}

TEST(SizeLevels, GiveValidPlans) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = someProblem(seed);
    SizeLevels levels(problem, lowerBound(problem), seed);
    const auto offsets = levels.place(anyMakespan, someWork / 10, never);
    ASSERT_EQ(offsets.size(), problem.buffers.size());
    EXPECT_EQ(test::pairwiseFault(problem, offsets), "");
    EXPECT_GE(test::makespanOf(problem, offsets), lowerBound(problem));
  }
}

TEST(SizeLevels, MeetTheOptimumOfFew) {
  unsigned met = 0;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const Problem problem = test::randomProblem({.buffers = 7}, seed);
    SizeLevels levels(problem, lowerBound(problem), seed);
    const auto offsets = levels.place(anyMakespan, 100000, never);
    const Bytes end = test::makespanOf(problem, offsets);
    EXPECT_GE(end, test::optimum(problem));
    met += end == test::optimum(problem);
  }
  EXPECT_GE(met, 55u);
}

TEST(SizeLevels, EndBelowTheLimitOrGiveNothing) {
  for (uint64_t seed = 0; seed < 12; ++seed) {
    const Problem problem = someProblem(seed);
    auto place = [&](Bytes limit) {
      SizeLevels levels(problem, lowerBound(problem), seed);
      return levels.place(limit, someWork / 10, never);
    };
    const auto offsets = place(anyMakespan);
    const Bytes end = test::makespanOf(problem, offsets);
    EXPECT_EQ(place(end + 1), offsets);
    EXPECT_TRUE(place(end).empty());
  }
}

TEST(SizeLevels, CloseAThirdOfTheGapOfFirstFit) {
  for (uint64_t seed = 1; seed < 4; ++seed)
    for (const Problem &problem : {pinwheelProblem(8000, 1 << 20, seed),
                                   plantedProblem(8000, 1 << 20, seed)}) {
      const Bytes bound = lowerBound(problem);
      const Bytes first =
          std::min(planFirstFit(problem, Order::Size).makespan,
                   planFirstFit(problem, Order::SizeLifetime).makespan);
      SizeLevels levels(problem, bound, 0);
      const auto offsets = levels.place(first, 10 * someWork, never);
      ASSERT_FALSE(offsets.empty());
      EXPECT_LT(test::makespanOf(problem, offsets) - bound,
                (first - bound) / 3 * 2);
    }
}

TEST(SizeLevels, AreDeterministic) {
  const Problem problem = pinwheelProblem(3000, 1 << 20, 1);
  auto place = [&](uint64_t seed) {
    SizeLevels levels(problem, 1 << 20, seed);
    const auto offsets = levels.place(anyMakespan, someWork, never);
    return std::pair(offsets, levels.work());
  };
  EXPECT_EQ(place(1), place(1));
  EXPECT_NE(place(1), place(2));
}

TEST(SizeLevels, EndAtTheLimitOfWorkAndAtTheDeadline) {
  const Problem problem = pinwheelProblem(5000, 1 << 20, 1);
  SizeLevels levels(problem, 1 << 20, 0);
  EXPECT_TRUE(levels.place(anyMakespan, 0, never).empty());
  EXPECT_EQ(levels.work(), 0u);
  // One plan of the lowest level at most, and all by first fit.
  EXPECT_FALSE(levels.place(anyMakespan, 1, never).empty());
  EXPECT_LT(levels.work(), 5000 * problem.buffers.size());
  const Deadline past(Budget{.timeLimit = 0.0});
  EXPECT_TRUE(levels.place(anyMakespan, someWork, past).empty());
}

} // namespace
