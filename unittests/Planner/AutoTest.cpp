//===- AutoTest.cpp - The portfolio ---------------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Auto.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Fit.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;

namespace {

constexpr test::Traits everything{
    .alignment = true, .pins = true, .reserved = true, .gaps = true};

/// Up to `largest` buffers with everything; from crowded to loose in time.
Problem randomOf(uint64_t seed, size_t largest) {
  test::Traits traits = everything;
  traits.buffers = 1 + seed * 97 % largest;
  traits.horizon = Time(5 + seed % 7 * traits.buffers / 4);
  traits.largest = Bytes(4) << seed % 10;
  return test::randomProblem(traits, seed);
}

/// What a status claims, as far as it can be seen without the optimum.
void expectHonest(const Problem &problem, const Plan &plan) {
  EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
  Bytes makespan = 0;
  for (size_t i = 0; i < plan.offsets.size(); ++i)
    makespan = std::max(makespan, plan.offsets[i] + problem.buffers[i].size);
  EXPECT_EQ(plan.makespan, makespan);
  EXPECT_GE(plan.lowerBound, lowerBound(problem));
  EXPECT_LE(plan.lowerBound, plan.makespan);
  bool fits = !problem.capacity || plan.makespan <= *problem.capacity;
  bool claimsFit =
      plan.status == Status::Optimal || plan.status == Status::Feasible;
  EXPECT_EQ(fits, claimsFit);
  EXPECT_EQ(plan.status == Status::Optimal,
            fits && plan.makespan == plan.lowerBound);
  bool infeasible = plan.status == Status::Infeasible;
  EXPECT_EQ(infeasible,
            problem.capacity && plan.lowerBound > *problem.capacity);
  EXPECT_EQ(infeasible, !plan.conflictSet.empty());
  EXPECT_TRUE(std::ranges::is_sorted(plan.conflictSet));
}

void expectSamePlan(const Plan &a, const Plan &b) {
  EXPECT_EQ(a.offsets, b.offsets);
  EXPECT_EQ(a.lowerBound, b.lowerBound);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.effort, b.effort);
  EXPECT_EQ(a.conflictSet, b.conflictSet);
}

TEST(Auto, IsNeverWorseThanAnyFit) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = randomOf(seed, 300);
    Plan plan = planAuto(problem, {.effort = 0.004});
    expectHonest(problem, plan);
    for (const Strategy &row : strategies())
      if (row.name.starts_with("first-fit-") ||
          row.name.starts_with("best-fit-"))
        EXPECT_LE(plan.makespan, planWith(row.name, problem)->makespan)
            << row.name;
  }
}

/// How many of the problems first fit in one order plans better than in all
/// others that `auto` tries at any size.
size_t winsOf(Order order, const std::vector<Problem> &problems) {
  size_t wins = 0;
  for (const Problem &problem : problems) {
    Bytes others = std::numeric_limits<Bytes>::max();
    for (Order other :
         {Order::Size, Order::SizeBegin, Order::SizeLifetime, Order::AreaSize})
      if (other != order)
        others = std::min(others, planFirstFit(problem, other).makespan);
    wins += planFirstFit(problem, order).makespan < others;
  }
  return wins;
}

// idealloc-schedule compares orders of ops by first fit in these orders of
// buffers before it asks the strategy (bytesOfFirstFit in lib/Transforms). That
// is right as long as `auto` tries them, too, whatever its effort.
TEST(Auto, IsNeverWorseThanFirstFitInTwoOrdersWithHardlyAnyBudget) {
  std::vector<Problem> some, many; // Few sizes, so that ties matter.
  for (uint64_t seed = 0; seed < 12; ++seed) {
    some.push_back(steadyProblem(500, 30, seed));
    many.push_back(steadyProblem(10001, 30, seed));
    std::ranges::reverse(some.back().buffers); // Not by begin.
    std::ranges::reverse(many.back().buffers);
  }
  for (const auto &problems : {some, many})
    for (Order order : {Order::SizeBegin, Order::SizeLifetime}) {
      EXPECT_GE(winsOf(order, problems), 1u);
      for (const Problem &problem : problems)
        EXPECT_LE(planAuto(problem, {.effort = 1e-9}).makespan,
                  planFirstFit(problem, order).makespan);
    }
}

TEST(Auto, ProvesOptimaOfSmallProblems) {
  for (uint64_t seed = 0; seed < 800; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::Traits traits = seed % 2 ? everything : test::Traits{};
    traits.buffers = seed % 8;
    Problem problem = test::randomProblem(traits, 3000 + seed);
    Bytes optimum = test::optimum(problem);
    Plan plan = planAuto(problem);
    EXPECT_EQ(plan.status, Status::Optimal);
    EXPECT_EQ(plan.makespan, optimum);
    expectHonest(problem, plan);
    problem.capacity = optimum;
    if (!check(problem))
      EXPECT_EQ(planAuto(problem).status, Status::Optimal);
    problem.capacity = optimum - 1;
    if (!check(problem)) {
      plan = planAuto(problem);
      EXPECT_EQ(plan.status, Status::Infeasible);
      expectHonest(problem, plan);
      EXPECT_GT(test::optimum(subproblem(problem, plan.conflictSet)),
                *problem.capacity);
    }
    if (HasFailure())
      return; // One reproducer is enough.
  }
}

TEST(Auto, IsHonestAboutCapacitiesOfLargerProblems) {
  for (uint64_t seed = 0; seed < 12; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = randomOf(100 + seed, 200);
    Bytes bound = lowerBound(problem);
    Plan free = planAuto(problem, {.effort = 0.004});
    for (Bytes capacity : {bound - 1, bound, free.makespan}) {
      problem.capacity = capacity;
      if (check(problem))
        continue;
      Plan plan = planAuto(problem, {.effort = 0.004});
      expectHonest(problem, plan);
      if (capacity < bound)
        EXPECT_EQ(plan.status, Status::Infeasible);
    }
  }
}

/// Easy, hard and large ones.
std::vector<Problem> assorted() {
  std::vector<Problem> problems{
      plantedProblem(80, 500, 1),        scatteredProblem(150, 37, 2),
      scatteredProblem(200, 12, 3),      steadyProblem(3000, 50, 4),
      pinwheelProblem(1500, 1 << 20, 6), randomOf(5, 200)};
  problems.push_back(problems[1]);
  problems.back().capacity = lowerBound(problems[1]);
  return problems;
}

TEST(Auto, PlansTheSameWithOneThreadAndFour) {
  for (const Problem &problem : assorted())
    expectSamePlan(planAuto(problem, {.effort = 0.05, .threads = 1}),
                   planAuto(problem, {.effort = 0.05, .threads = 4}));
}

TEST(Auto, SolvesBySearchesThatBeginAnew) {
  const Problem problem = scatteredProblem(900, 225, 3);
  const Plan plan = planAuto(problem, {.effort = 20});
  EXPECT_EQ(plan.makespan, lowerBound(problem));
  EXPECT_EQ(plan.status, Status::Optimal);
}

TEST(Auto, PlansTheSameWithEqualSeeds) {
  for (const Problem &problem : assorted())
    for (uint64_t seed : {0, 1, 987})
      expectSamePlan(planAuto(problem, {.effort = 0.02, .seed = seed}),
                     planAuto(problem, {.effort = 0.02, .seed = seed}));
}

TEST(Auto, SolvesPlantedProblems) {
  for (size_t count : {20, 60, 150}) {
    Plan plan = planAuto(plantedProblem(count, 1000, count));
    EXPECT_EQ(plan.status, Status::Optimal);
    EXPECT_EQ(plan.makespan, 1000);
  }
}

TEST(Auto, IsValidWithHardlyAnyBudget) {
  for (const Problem &problem : assorted()) {
    expectHonest(problem, planAuto(problem, {.effort = 1e-9}));
    expectHonest(problem, planAuto(problem, {.timeLimit = 0.0}));
  }
}

} // namespace
