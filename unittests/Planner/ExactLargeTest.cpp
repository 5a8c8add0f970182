//===- ExactLargeTest.cpp - The exact search beyond brute force -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Budgets count work, so that nothing here depends on the machine.
//
//===----------------------------------------------------------------------===//

#include "Exact/Components.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Exact.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

/// All that a plan says is equal.
void expectSamePlan(const Plan &a, const Plan &b) {
  EXPECT_EQ(a.offsets, b.offsets);
  EXPECT_EQ(a.makespan, b.makespan);
  EXPECT_EQ(a.lowerBound, b.lowerBound);
  EXPECT_EQ(a.status, b.status);
  EXPECT_EQ(a.effort, b.effort);
  EXPECT_EQ(a.conflictSet, b.conflictSet);
}

/// Problems up to 200 buffers, solved easily, hardly or not at all.
std::vector<Problem> assorted() {
  std::vector<Problem> problems{plantedProblem(30, 64, 1),
                                plantedProblem(200, 1000, 2),
                                scatteredProblem(40, 10, 3),
                                scatteredProblem(120, 30, 4),
                                scatteredProblem(200, 12, 5),
                                steadyProblem(200, 20, 6),
                                test::randomProblem({.buffers = 100,
                                                     .horizon = 40,
                                                     .largest = 60,
                                                     .alignment = true,
                                                     .pins = true,
                                                     .reserved = true,
                                                     .gaps = true},
                                                    7)};
  for (size_t i = 0; i < 3; ++i) {
    problems.push_back(problems[i]);
    problems.back().capacity = lowerBound(problems[i]);
  }
  return problems;
}

TEST(Exact, PlansTheSameWithOneThreadAndFour) {
  for (const Problem &problem : assorted())
    expectSamePlan(
        planExact(problem, {.budget = {.effort = 0.05, .threads = 1}}),
        planExact(problem, {.budget = {.effort = 0.05, .threads = 4}}));
}

TEST(Exact, PlansTheSameWithEqualSeeds) {
  for (const Problem &problem : assorted())
    for (uint64_t seed : {0, 1, 12345})
      expectSamePlan(
          planExact(problem, {.budget = {.effort = 0.02, .seed = seed}}),
          planExact(problem, {.budget = {.effort = 0.02, .seed = seed}}));
}

TEST(Exact, SolvesPlantedProblemsToTheirLoad) {
  for (size_t count : {20, 60, 150})
    for (uint64_t seed = 0; seed < 4; ++seed) {
      SCOPED_TRACE(std::to_string(count) + " buffers, seed " +
                   std::to_string(seed));
      Problem problem = plantedProblem(count, 1000, seed);
      Plan plan = planExact(problem);
      EXPECT_EQ(plan.status, Status::Optimal);
      EXPECT_EQ(plan.makespan, 1000);
      EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
    }
}

/// The same problem again, after it has ended.
Problem twice(Problem problem) {
  Time end = 0;
  for (const Buffer &buffer : problem.buffers)
    end = std::max(end, buffer.lifetime.end);
  for (size_t i = 0, count = problem.buffers.size(); i < count; ++i) {
    problem.buffers.push_back(problem.buffers[i]);
    problem.buffers.back().lifetime.begin += end;
    problem.buffers.back().lifetime.end += end;
  }
  return problem;
}

TEST(Exact, SolvesEqualComponentsOnce) {
  for (uint64_t seed = 0; seed < 10; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem one = plantedProblem(60, 1000, seed);
    Plan plan = planExact(one);
    Plan both = planExact(twice(one));
    EXPECT_EQ(both.makespan, plan.makespan);
    EXPECT_EQ(both.status, plan.status);
    EXPECT_LE(both.effort, plan.effort);
  }
}

TEST(Components, ThatAreEqualAreOneWhateverTheirSize) {
  for (size_t count : {200, 10500}) {
    Problem one = plantedProblem(count - 1, 1 << 20, 1);
    const Time length = Time(4 * (count - 1));
    one.buffers.push_back({.lifetime = {0, length}, .size = 1});
    Problem problem = twice(one);
    std::vector<Component> components = splitComponents(problem);
    ASSERT_EQ(components.size(), 1u);
    ASSERT_EQ(components.front().places.size(), 2u);
    for (size_t j = 0; j < count; ++j) {
      const std::vector<std::vector<size_t>> &places =
          components.front().places;
      const Buffer &first = problem.buffers[places[0][j]];
      const Buffer &second = problem.buffers[places[1][j]];
      ASSERT_EQ(first.size, second.size);
      ASSERT_EQ(second.lifetime.begin - first.lifetime.begin, length);
    }
    // As many, but not equal.
    ++problem.buffers.front().size;
    components = splitComponents(problem);
    ASSERT_EQ(components.size(), 2u);
    EXPECT_EQ(components.front().problem.buffers.size(), count);
    EXPECT_EQ(components.back().places.size(), 1u);
  }
}

TEST(Exact, ReachesEveryStatus) {
  // LOAD is 4 and the optimum 5.
  Problem problem = test::witnesses().front();
  EXPECT_EQ(planExact(problem).status, Status::Optimal);
  problem.capacity = 4;
  EXPECT_EQ(planExact(problem).status, Status::Infeasible);
  problem.capacity = 6;
  EXPECT_EQ(planExact(problem, {.decideOnly = true}).status, Status::Feasible);
}

/// A problem that a tiny budget decides neither way: the planted height is the
/// capacity, and what is found quickly is larger.
TEST(Exact, SaysUnknownWhenTheBudgetEnds) {
  Problem problem = plantedProblem(150, 1000, 3);
  Plan plan = planExact(problem, {.budget = {.effort = 1e-6}});
  EXPECT_EQ(plan.status, Status::Feasible);
  problem.capacity = 1000;
  plan = planExact(problem, {.budget = {.effort = 1e-6}});
  EXPECT_EQ(plan.status, Status::Unknown);
  EXPECT_GT(plan.makespan, 1000);
  EXPECT_LE(plan.lowerBound, 1000);
  EXPECT_TRUE(plan.conflictSet.empty());
  EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
}

TEST(Exact, EndsOnManyBuffers) {
  for (const Problem &problem :
       {scatteredProblem(3000, 750, 1), scatteredProblem(3000, 12, 2)}) {
    Plan plan = planExact(problem, {.budget = {.effort = 0.01}});
    EXPECT_FALSE(verify(problem, plan));
    EXPECT_LE(plan.lowerBound, plan.makespan);
    EXPECT_GE(plan.lowerBound, lowerBound(problem));
  }
}

TEST(Exact, IsValidWithoutAnyTime) {
  for (const Problem &problem : assorted()) {
    Plan plan = planExact(problem, {.budget = {.timeLimit = 0.0}});
    EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
  }
}

TEST(Exact, TakesAnotherSeedWithoutChangingTheOptimum) {
  Problem problem = scatteredProblem(60, 15, 4); // Hundreds of nodes.
  Plan plan = planExact(problem);
  ASSERT_EQ(plan.status, Status::Optimal);
  for (uint64_t seed : {1, 2, 3})
    EXPECT_EQ(planExact(problem, {.budget = {.seed = seed}}).makespan,
              plan.makespan);
}

TEST(Exact, RefutesAPeakWhateverHangsOnIt) {
  // A window of time around the peak is refuted at once, the whole is not.
  Problem problem = test::witnesses().front();
  for (Buffer &buffer : problem.buffers) {
    buffer.lifetime = {10 * buffer.lifetime.begin, 10 * buffer.lifetime.end};
    buffer.size *= 100000;
  }
  for (Time i = 0; i < 60; ++i)
    problem.buffers.push_back(
        {.lifetime = {49 + i, 51 + i}, .size = 1 + i % 3});
  Plan plan = planExact(problem, {.budget = {.effort = 0.2}});
  EXPECT_EQ(plan.status, Status::Optimal);
  EXPECT_EQ(plan.makespan, 500000);
}

TEST(Exact, BoundsOfLargerProblemsHold) {
  // Windows cut lifetimes, gaps and pins: no bound may exceed the makespan of a
  // plan, and the plans of another seed are no smaller than the bound either.
  for (uint64_t seed = 0; seed < 12; ++seed) {
    Problem problem = test::randomProblem({.buffers = 40,
                                           .horizon = 50,
                                           .largest = 30,
                                           .alignment = seed % 2 == 1,
                                           .pins = true,
                                           .reserved = seed % 3 == 0,
                                           .gaps = true},
                                          seed);
    Plan plan = planExact(problem, {.budget = {.effort = 0.02}});
    Plan other = planExact(problem, {.budget = {.effort = 0.02, .seed = 7}});
    EXPECT_LE(plan.lowerBound, other.makespan) << "seed " << seed;
    EXPECT_LE(other.lowerBound, plan.makespan) << "seed " << seed;
  }
}

TEST(Exact, ProvesWhatAlignmentCosts) {
  // Sizes that no alignment divides: 3 * 64 + 10 is the least.
  Problem problem{
      .buffers = {{.lifetime = {0, 4}, .size = 10, .alignment = 64},
                  {.lifetime = {1, 5}, .size = 20, .alignment = 64},
                  {.lifetime = {2, 6}, .size = 30, .alignment = 64},
                  {.lifetime = {3, 7}, .size = 40, .alignment = 64},
                  {.lifetime = {6, 9}, .size = 70, .alignment = 64}}};
  Plan plan = planExact(problem);
  EXPECT_EQ(plan.status, Status::Optimal);
  EXPECT_EQ(plan.lowerBound, 3 * 64 + 10);
  problem.capacity = 3 * 64 + 9;
  EXPECT_EQ(planExact(problem).conflictSet, (std::vector<size_t>{0, 1, 2, 3}));
}

TEST(Exact, BoundsOfCommonAlignmentsHold) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Problem problem = test::randomProblem({.buffers = 7,
                                           .pins = seed % 2 == 0,
                                           .reserved = seed % 3 == 0,
                                           .gaps = seed % 5 == 0},
                                          seed);
    for (Buffer &buffer : problem.buffers) {
      buffer.alignment = seed % 4 == 0 && buffer.size % 2 == 0 ? 8 : 4;
      if (buffer.pin)
        buffer.pin = *buffer.pin * 8;
    }
    if (check(problem))
      continue; // Pins that have come to clash.
    Plan plan = planExact(problem);
    EXPECT_EQ(plan.status, Status::Optimal) << "seed " << seed;
    EXPECT_EQ(plan.makespan, test::optimum(problem)) << "seed " << seed;
  }
}

} // namespace
