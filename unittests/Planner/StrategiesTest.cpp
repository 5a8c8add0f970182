//===- StrategiesTest.cpp - The table of planning strategies --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Strategies.h"
#include "TestProblems.h"
#include "idealloc/Planner/Algorithms.h"

#include <gtest/gtest.h>

#include <set>

using namespace idealloc;

namespace {

TEST(Strategies, HaveUniqueNamesAndSummaries) {
  std::set<std::string_view> names;
  for (const Strategy &row : strategies()) {
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    EXPECT_TRUE(row.summary.ends_with(".")) << row.name;
    EXPECT_EQ(findStrategy(row.name), &row);
  }
  EXPECT_EQ(names.size(), 3 + 2 * allOrders().size());
}

TEST(Strategies, DefaultIsInTheTable) {
  EXPECT_TRUE(findStrategy(defaultStrategy()));
}

TEST(Strategies, UnknownNameListsTheKnownOnes) {
  EXPECT_FALSE(findStrategy("quick"));
  EXPECT_FALSE(findStrategy(""));
  std::string message = unknownStrategyMessage("quick");
  EXPECT_TRUE(message.starts_with(
      "unknown strategy 'quick'; known: auto, exact, greedy, first-fit-size"))
      << message;
  EXPECT_EQ(planWith("quick", {}).error, message);
}

TEST(PlanWith, RefusesMalformedProblems) {
  PlanResult result = planWith("greedy", {.capacity = -1});
  EXPECT_FALSE(result.plan);
  EXPECT_EQ(result.error, "capacity -1 is negative");
}

TEST(PlanWith, IsDeterministic) {
  Problem problem =
      test::randomProblem({.buffers = 200, .alignment = true, .pins = true}, 3);
  for (const Strategy &row : strategies()) {
    Plan first = *planWith(row.name, problem, {.effort = 0.05}).plan;
    Plan second = *planWith(row.name, problem, {.effort = 0.05}).plan;
    EXPECT_EQ(first.offsets, second.offsets) << row.name;
    EXPECT_EQ(first.effort, second.effort) << row.name;
  }
}

TEST(Greedy, IsTheBestOfTheSimpleRows) {
  for (uint64_t seed = 0; seed < 30; ++seed) {
    Problem problem = test::randomProblem({.buffers = 60,
                                           .horizon = 40,
                                           .largest = 50,
                                           .alignment = seed % 2 == 1},
                                          seed);
    Plan greedy = *planWith("greedy", problem).plan;
    for (const Strategy &row : strategies())
      if (row.name.find("fit") != row.name.npos)
        EXPECT_LE(greedy.makespan, planWith(row.name, problem).plan->makespan)
            << row.name << ", seed " << seed;
  }
}

TEST(Greedy, StopsAtTheLowerBound) {
  // Not trivial: two levels that cross, sizes differ, three live at once.
  Problem problem{.buffers = {{.lifetime = {0, 4}, .size = 5},
                              {.lifetime = {2, 8}, .size = 3},
                              {.lifetime = {3, 6}, .size = 2},
                              {.lifetime = {5, 9}, .size = 4}}};
  ASSERT_FALSE(planTrivial(problem));
  Plan plan = planGreedy(problem);
  EXPECT_EQ(plan.status, Status::Optimal);
  EXPECT_EQ(plan.effort, 1u);
}

TEST(Greedy, SpendsItsBudget) {
  // LOAD is 4 and the optimum 5, so that the bound stops nothing.
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 2},
                              {.lifetime = {0, 2}, .size = 2},
                              {.lifetime = {1, 3}, .size = 1},
                              {.lifetime = {1, 4}, .size = 1},
                              {.lifetime = {2, 4}, .size = 1},
                              {.lifetime = {3, 5}, .size = 2},
                              {.lifetime = {4, 5}, .size = 2}}};
  Plan all = planGreedy(problem);
  EXPECT_EQ(all.status, Status::Feasible);
  EXPECT_EQ(all.effort, 24u);
  Plan one = planGreedy(problem, {.effort = 1e-9});
  EXPECT_EQ(one.effort, 1u);
  EXPECT_GE(one.makespan, all.makespan);
}

} // namespace
