//===- StrategiesTest.cpp - The table of planning strategies --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Strategies.h"
#include "TestProblems.h"
#include "idealloc/Planner/Boxing.h"
#include "idealloc/Planner/Fit.h"
#include "idealloc/Planner/TrivialCases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
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
}

TEST(Strategies, OursComeFirst) {
  auto ours = [](const Strategy &row) { return row.system.empty(); };
  EXPECT_TRUE(std::ranges::is_partitioned(strategies(), ours));
  EXPECT_TRUE(ours(strategies().front()));
}

TEST(Strategies, HaveARowForEachFitAndOrder) {
  auto isSimple = [](const Strategy &row) {
    return row.system.empty() && (row.name.starts_with("first-fit-") ||
                                  row.name.starts_with("best-fit-"));
  };
  EXPECT_EQ(std::ranges::count_if(strategies(), isSimple),
            2 * std::ssize(allOrders()));
}

TEST(Strategies, DefaultIsInTheTable) {
  EXPECT_TRUE(findStrategy(defaultStrategy()));
}

TEST(Strategies, UnknownNameListsTheKnownOnes) {
  EXPECT_FALSE(findStrategy("quick"));
  EXPECT_FALSE(findStrategy(""));
  std::string names;
  for (const Strategy &row : strategies())
    if (row.system.empty())
      names += (names.empty() ? "" : ", ") + std::string(row.name);
  bool areOthers = !strategies().back().system.empty();
  std::string message = "unknown strategy 'quick'; known: " + names +
                        (areOthers ? " and those of other systems, see "
                                     "idealloc-plan --list-strategies"
                                   : "");
  EXPECT_EQ(unknownStrategyMessage("quick"), message);
  EXPECT_EQ(planWith("quick", {}).error(), message);
}

TEST(Strategies, AreRegisteredFromOutside) {
  const Strategy *first = &strategies().front();
  Strategy row{
      .name = "stacked",
      .summary = "One buffer upon the other.",
      .plan = [](const Problem &problem,
                 const StrategyOptions &) { return planFirstFit(problem, {}); },
      .system = "test"};
  if (!findStrategy("stacked")) // The test may run again in one process.
    EXPECT_EQ(registerStrategy(row), "");
  EXPECT_EQ(registerStrategy(row), "strategy 'stacked' is registered already");
  EXPECT_EQ(&strategies().front(), first);
  Problem problem{.buffers = {{.lifetime = {0, 4}, .size = 5}}};
  EXPECT_EQ(planWith("stacked", problem)->makespan, 5);
}

TEST(Strategies, AreRefusedWithoutNameOrFunction) {
  EXPECT_EQ(registerStrategy({.name = ""}), "a strategy needs a name");
  EXPECT_EQ(registerStrategy({.name = "x"}), "strategy 'x' has no function");
  EXPECT_FALSE(findStrategy("x"));
}

TEST(Strategies, NameWhatTheirEffortCounts) {
  EXPECT_EQ(effortText(*findStrategy("boxing"), 0), "0 iterations");
  EXPECT_EQ(effortText(*findStrategy("boxing"), 1), "1 iteration");
  EXPECT_EQ(effortText(*findStrategy("boxing"), 1000), "1000 iterations");
  EXPECT_EQ(effortText(*findStrategy("auto"), 1), "1 decode");
  EXPECT_EQ(effortText(*findStrategy("exact"), 30), "30 decodes and nodes");
  EXPECT_EQ(effortText(*findStrategy("greedy"), 24), "24 decodes");
  EXPECT_EQ(effortText(*findStrategy("first-fit-size"), 1), "1 decode");
}

TEST(Strategies, KnowTheSearchesOfBoxing) {
  EXPECT_EQ(findSearch("mcts"), BoxingSearch::Tree);
  EXPECT_EQ(findSearch("random"), BoxingSearch::Random);
  EXPECT_FALSE(findSearch(""));
  EXPECT_FALSE(findSearch("Random"));
  EXPECT_EQ(unknownSearchMessage("best"),
            "unknown search 'best'; known: mcts, random");
}

TEST(PlanWith, RefusesNoIterations) {
  for (const Strategy &row : strategies()) {
    Result<Plan> result = planWith(row.name, {}, {.budget = {.iterations = 0}});
    EXPECT_FALSE(result) << row.name;
    EXPECT_EQ(result.error(), "iterations must be at least 1");
  }
  EXPECT_TRUE(planWith("boxing", {}, {.budget = {.iterations = 1}}));
}

TEST(PlanWith, RefusesBudgetsWithoutEnd) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (double value : {0.0, -1.0, infinity, -infinity, nan}) {
    Result<Plan> effort = planWith("auto", {}, {.budget = {.effort = value}});
    EXPECT_FALSE(effort) << value;
    EXPECT_EQ(effort.error(), "effort must be a finite number above 0");
    Result<Plan> limit = planWith("auto", {}, {.budget = {.timeLimit = value}});
    EXPECT_FALSE(limit) << value;
    EXPECT_EQ(limit.error(),
              "time-limit must be a finite number of seconds above 0");
  }
}

TEST(PlanWith, RefusesTreesOutOfRange) {
  for (const Strategy &row : strategies())
    for (uint64_t trees : {uint64_t(0), mostTrees + 1}) {
      Result<Plan> result = planWith(row.name, {}, {.trees = trees});
      EXPECT_FALSE(result) << row.name;
      EXPECT_EQ(result.error(), "trees must be from 1 to 1024");
    }
  for (uint64_t trees : {uint64_t(1), mostTrees})
    EXPECT_TRUE(planWith("boxing", {}, {.trees = trees})) << trees;
}

TEST(PlanWith, RefusesEpsilonOutOfRange) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  for (double epsilon : {0.0, -0.5, 0.618, 1.0, infinity, -infinity, nan}) {
    Result<Plan> result = planWith("boxing", {}, {.epsilon = epsilon});
    EXPECT_FALSE(result) << epsilon;
    EXPECT_EQ(result.error(), "epsilon must be strictly between 0 and 0.618");
  }
  for (double epsilon : {1e-300, 0.3, 0.6179})
    EXPECT_TRUE(planWith("boxing", {}, {.epsilon = epsilon})) << epsilon;
}

TEST(PlanWith, GivesBoxingItsIterations) {
  // LOAD is 4 and the optimum 5, so that the bound stops nothing.
  Problem problem = test::witnesses()[0];
  EXPECT_EQ(planWith("boxing", problem, {.budget = {.iterations = 7}})->effort,
            7u);
}

TEST(PlanWith, RefusesMalformedProblems) {
  Result<Plan> result = planWith("greedy", {.capacity = -1});
  EXPECT_FALSE(result);
  EXPECT_EQ(result.error(), "capacity -1 is negative");
}

TEST(PlanWith, IsDeterministic) {
  for (const Strategy &row : strategies()) {
    Problem problem = test::randomProblem({.buffers = 200,
                                           .alignment = row.honoursAlignment,
                                           .pins = row.honoursPins},
                                          3);
    Plan first = *planWith(row.name, problem, {.budget = {.effort = 0.05}});
    Plan second = *planWith(row.name, problem, {.budget = {.effort = 0.05}});
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
    Plan greedy = *planWith("greedy", problem);
    for (const Strategy &row : strategies())
      if (row.name.find("-fit-") != row.name.npos && row.system.empty())
        EXPECT_LE(greedy.makespan, planWith(row.name, problem)->makespan)
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
  Problem problem = test::witnesses()[0];
  Plan all = planGreedy(problem);
  EXPECT_EQ(all.status, Status::Feasible);
  EXPECT_EQ(all.effort, 24u);
  Plan one = planGreedy(problem, {.effort = 1e-9});
  EXPECT_EQ(one.effort, 1u);
  EXPECT_GE(one.makespan, all.makespan);
}

} // namespace
