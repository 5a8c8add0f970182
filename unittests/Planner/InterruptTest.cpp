//===- InterruptTest.cpp - Ending a search, and hearing of it -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

/// Those that search longer than one decode takes.
class Interrupt : public testing::TestWithParam<const char *> {
protected:
  /// At this effort each of them would go on for hours.
  Interrupt() : problem(scatteredProblem(400, 100, 2)) {
    options.budget.effort = 1e6;
    options.budget.stop = &stop;
    options.budget.onProgress = [this](const Progress &progress) {
      heard.push_back(progress);
    };
  }
  Plan plan() {
    Result<Plan> result = planWith(GetParam(), problem, options);
    EXPECT_TRUE(result) << result.error();
    return result ? *result : Plan();
  }

  Problem problem;
  StrategyOptions options;
  std::atomic<bool> stop = false;
  std::vector<Progress> heard;
};

TEST_P(Interrupt, ReturnsAPlanEvenIfStoppedBefore) {
  stop = true;
  const Plan found = plan();
  EXPECT_EQ(test::pairwiseFault(problem, found.offsets), "");
  EXPECT_GE(found.makespan, found.lowerBound);
}

TEST_P(Interrupt, ReturnsTheBestPlanHeardOf) {
  // Stopped by the first plan: the answer is that one, or a better one.
  options.budget.onProgress = [this](const Progress &progress) {
    heard.push_back(progress);
    stop = true;
  };
  const Plan found = plan();
  ASSERT_EQ(heard.size(), 1u);
  EXPECT_LE(found.makespan, heard.back().makespan);
  EXPECT_GE(found.lowerBound, heard.back().lowerBound);
}

TEST_P(Interrupt, TellsOnlyWhatIsBetter) {
  options.budget.effort = 0.05;
  const Plan found = plan();
  ASSERT_FALSE(heard.empty());
  for (size_t k = 1; k < heard.size(); ++k) {
    EXPECT_LE(heard[k].makespan, heard[k - 1].makespan);
    EXPECT_GE(heard[k].lowerBound, heard[k - 1].lowerBound);
    EXPECT_TRUE(heard[k].makespan < heard[k - 1].makespan ||
                heard[k].lowerBound > heard[k - 1].lowerBound);
  }
  EXPECT_EQ(heard.back().makespan, found.makespan);
  EXPECT_EQ(heard.back().lowerBound, found.lowerBound);
}

INSTANTIATE_TEST_SUITE_P(Planners, Interrupt,
                         testing::Values("auto", "exact", "boxing", "greedy"),
                         [](const auto &info) {
                           return std::string(info.param);
                         });

} // namespace
