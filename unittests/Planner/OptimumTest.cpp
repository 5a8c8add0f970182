//===- OptimumTest.cpp - Every strategy against the true optimum ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestProblems.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;

namespace {

/// What each status claims, for a problem whose optimum is known.
void expectHonest(const Problem &problem, const Plan &plan, Bytes optimum) {
  EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
  EXPECT_GE(plan.makespan, optimum);
  EXPECT_LE(plan.lowerBound, optimum);
  bool fits = !problem.capacity || plan.makespan <= *problem.capacity;
  switch (plan.status) {
  case Status::Optimal:
    EXPECT_TRUE(fits);
    EXPECT_EQ(plan.makespan, optimum);
    EXPECT_EQ(plan.lowerBound, optimum);
    break;
  case Status::Feasible:
    EXPECT_TRUE(fits);
    break;
  case Status::Infeasible:
    ASSERT_TRUE(problem.capacity);
    EXPECT_GT(optimum, *problem.capacity);
    EXPECT_FALSE(plan.conflictSet.empty());
    EXPECT_TRUE(std::ranges::is_sorted(plan.conflictSet));
    break;
  case Status::Unknown:
    EXPECT_FALSE(fits);
    break;
  }
}

/// The buffers of a conflict set alone must not fit either.
void expectConflictSetConflicts(const Problem &problem, const Plan &plan) {
  if (plan.status != Status::Infeasible)
    return;
  Problem alone = problem;
  alone.buffers.clear();
  for (size_t i : plan.conflictSet)
    alone.buffers.push_back(problem.buffers[i]);
  EXPECT_GT(test::optimum(alone), *problem.capacity);
}

/// Runs every strategy and checks what it claims.
void runAll(const Problem &problem, Bytes optimum) {
  for (const Strategy &row : strategies()) {
    SCOPED_TRACE(row.name);
    if (!unsupported(row, problem).empty())
      continue;
    Result<Plan> result = planWith(row.name, problem);
    ASSERT_TRUE(result) << result.error();
    expectHonest(problem, *result, optimum);
  }
  expectConflictSetConflicts(problem, *planWith("greedy", problem));
}

struct Case {
  const char *name;
  test::Traits traits;
};

class EveryStrategy : public testing::TestWithParam<Case> {};

TEST_P(EveryStrategy, IsHonest) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::Traits traits = GetParam().traits;
    traits.buffers = seed % 8;
    Problem problem = test::randomProblem(traits, seed);
    Bytes optimum = test::optimum(problem);
    runAll(problem, optimum);
    // Just too small, just enough, and far too small.
    for (Bytes capacity : {optimum - 1, optimum, optimum / 2}) {
      problem.capacity = capacity;
      if (!check(problem))
        runAll(problem, optimum);
    }
  }
}

TEST_P(EveryStrategy, IsHonestOnEightBuffers) {
  test::Traits traits = GetParam().traits;
  traits.buffers = 8;
  for (uint64_t seed = 100; seed < 110; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = test::randomProblem(traits, seed);
    runAll(problem, test::optimum(problem));
  }
}

TEST_P(EveryStrategy, IsValidOnLargerProblems) {
  for (uint64_t seed = 0; seed < 4; ++seed) {
    test::Traits traits = GetParam().traits;
    traits.buffers = 120;
    traits.horizon = static_cast<Time>(20 + 300 * seed);
    traits.largest = 300;
    Problem problem = test::randomProblem(traits, seed);
    for (const Strategy &row : strategies()) {
      if (!unsupported(row, problem).empty())
        continue;
      Result<Plan> result =
          planWith(row.name, problem, {.budget = {.effort = 0.02}});
      ASSERT_TRUE(result) << result.error();
      EXPECT_EQ(test::pairwiseFault(problem, result->offsets), "")
          << row.name << ", seed " << seed;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Problems, EveryStrategy,
    testing::Values(
        Case{"Plain", {}}, Case{"Alignment", {.alignment = true}},
        Case{"Pins", {.alignment = true, .pins = true}},
        Case{"Reserved", {.reserved = true}}, Case{"Gaps", {.gaps = true}},
        Case{
            "Everything",
            {.alignment = true, .pins = true, .reserved = true, .gaps = true}}),
    [](const testing::TestParamInfo<Case> &info) { return info.param.name; });

TEST(Optimum, CanExceedLoad) {
  constexpr Bytes loads[] = {4, 5, 4};
  std::vector<Problem> problems = test::witnesses();
  for (size_t k = 0; k < problems.size(); ++k) {
    Problem &problem = problems[k];
    EXPECT_EQ(load(problem).bytes, loads[k]);
    EXPECT_EQ(test::optimum(problem), loads[k] + 1);
    problem.capacity = loads[k];
    Plan plan = *planWith("greedy", problem);
    EXPECT_EQ(plan.status, Status::Unknown); // LOAD is no proof.
    EXPECT_GT(plan.makespan, loads[k]);
  }
}

} // namespace
