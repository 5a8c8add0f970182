//===- BoxingTest.cpp - The boxing allocator ------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What planBoxing promises for every input. Its options: BoxingOptionsTest.cpp.
//
//===----------------------------------------------------------------------===//

#include "Boxing/Boxing.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Boxing.h"
#include "idealloc/Planner/Fit.h"
#include "idealloc/Planner/TrivialCases.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

/// Checks offsets, makespan, bound and status.
void expectHonest(const Problem &problem, const Plan &plan) {
  EXPECT_FALSE(verify(problem, plan, /*ignoreCapacity=*/true));
  EXPECT_EQ(plan.lowerBound, lowerBound(problem));
  bool fits = !problem.capacity || plan.makespan <= *problem.capacity;
  Status expected = fits ? Status::Feasible : Status::Unknown;
  if (problem.capacity && plan.lowerBound > *problem.capacity)
    expected = Status::Infeasible;
  else if (plan.makespan == plan.lowerBound)
    expected = Status::Optimal;
  EXPECT_EQ(toString(plan.status), toString(expected));
  EXPECT_EQ(plan.status == Status::Infeasible, !plan.conflictSet.empty());
}

/// Traits by the bits of the seed, from crowded to loose, sizes up to 2^20.
Problem randomOf(uint64_t seed) {
  return test::randomProblem({.buffers = 1 + seed * 7 % 60,
                              .horizon = Time(4 + seed % 53),
                              .largest = Bytes(4) << seed % 19,
                              .alignment = (seed & 1) != 0,
                              .pins = (seed & 2) != 0,
                              .reserved = (seed & 4) != 0,
                              .gaps = (seed & 8) != 0},
                             seed);
}

TEST(Boxing, IsValidWithAllTraits) {
  for (uint64_t seed = 0; seed < 480; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = randomOf(seed);
    ASSERT_FALSE(check(problem));
    BoxingOptions options{
        .budget = {.seed = seed, .iterations = 1 + seed % 30}};
    options.search = seed % 3 ? BoxingSearch::Tree : BoxingSearch::Random;
    options.repair = seed % 5 != 0;
    options.fallback = seed % 7 != 0;
    Plan plan = planBoxing(problem, options);
    expectHonest(problem, plan);
    EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
    EXPECT_GE(plan.effort, 1u);
    EXPECT_LE(plan.effort, *options.budget.iterations);
  }
}

TEST(Boxing, PlansAlmostEqualSizes) {
  // Heights are 36 and 34; the problem is not plain, thus not trivial.
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 35, .alignment = 2},
                              {.lifetime = {1, 3}, .size = 34}}};
  Plan plan = planBoxing(problem, {.budget = {.iterations = 3}});
  expectHonest(problem, plan);
  EXPECT_EQ(plan.makespan, 69);
}

TEST(Boxing, IsHonestAboutCapacities) {
  for (uint64_t seed = 0; seed < 64; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = randomOf(seed);
    Bytes bound = lowerBound(problem);
    Bytes makespan =
        planBoxing(problem, {.budget = {.iterations = 5}}).makespan;
    for (Bytes capacity : {bound - 1, bound, makespan - 1, makespan}) {
      problem.capacity = capacity;
      if (!check(problem))
        expectHonest(problem,
                     planBoxing(problem, {.budget = {.iterations = 5}}));
    }
  }
}

TEST(Boxing, KnowsTheFourStatuses) {
  Problem witness = test::witnesses()[0]; // LOAD 4, OPT 5.
  const BoxingOptions options{.budget = {.iterations = 100}};
  EXPECT_EQ(planBoxing(witness, options).status, Status::Feasible);
  EXPECT_EQ(planBoxing(witness, options).makespan, 5);
  witness.capacity = 5;
  EXPECT_EQ(planBoxing(witness, options).status, Status::Feasible);
  witness.capacity = 4;
  EXPECT_EQ(planBoxing(witness, options).status, Status::Unknown);
  witness.capacity = 3;
  Plan plan = planBoxing(witness, options);
  EXPECT_EQ(plan.status, Status::Infeasible);
  EXPECT_GT(load(subproblem(witness, plan.conflictSet)).bytes, 3);
  Problem planted = plantedProblem(20, 100, 1);
  EXPECT_EQ(planBoxing(planted, options).status, Status::Optimal);
  EXPECT_EQ(planBoxing(planted, options).makespan, 100);
}

Problem problemOf(std::vector<std::array<int64_t, 3>> rows) {
  Problem problem;
  for (auto [begin, end, size] : rows)
    problem.buffers.push_back({.lifetime = {begin, end}, .size = size});
  return problem;
}

TEST(Boxing, IsOptimalInTrivialCases) {
  const Problem cases[] = {
      {},
      problemOf({{3, 4, 7}}),
      problemOf({{0, 2, 5}, {2, 9, 6}, {9, 10, 1}}),
      problemOf({{0, 4, 6}, {1, 3, 6}, {2, 9, 6}, {3, 8, 6}, {4, 7, 6}}),
      problemOf({{0, 3, 5}, {2, 6, 3}, {5, 9, 4}}),
      problemOf({{0, 9, 5}, {1, 8, 3}, {2, 4, 4}, {5, 7, 1}}),
      problemOf({{0, 5, 1}, {1, 6, 2}, {2, 7, 3}, {3, 8, 4}})};
  for (const Problem &problem : cases) {
    ASSERT_TRUE(planTrivial(problem));
    Plan plan = planBoxing(problem);
    expectHonest(problem, plan);
    EXPECT_EQ(plan.status, Status::Optimal);
    EXPECT_EQ(plan.makespan, load(problem).bytes);
    EXPECT_EQ(plan.effort, 1u);
  }
}

TEST(Boxing, TakesPinsAsTheyAre) {
  Problem problem = problemOf({{0, 5, 3}, {1, 6, 4}, {2, 7, 5}});
  for (size_t i = 0; i < 3; ++i)
    problem.buffers[i].pin = Bytes(10 * i);
  Plan plan = planBoxing(problem);
  expectHonest(problem, plan);
  EXPECT_EQ(plan.offsets, (std::vector<Bytes>{0, 10, 20}));
  EXPECT_EQ(plan.status, Status::Optimal);
  // One that is free rests on the pin that leaves it no room below.
  problem = problemOf({{0, 9, 10}, {3, 8, 6}, {4, 7, 2}});
  problem.buffers[0].pin = 5;
  plan = planBoxing(problem, {.budget = {.iterations = 20}});
  expectHonest(problem, plan);
  EXPECT_EQ(plan.offsets, (std::vector<Bytes>{5, 15, 0}));
}

TEST(Boxing, AllOnReservedRangesAndPadding) {
  Problem problem = problemOf({{0, 5, 3}, {1, 6, 4}, {2, 7, 5}});
  for (Buffer &buffer : problem.buffers)
    buffer.alignment = 100;
  problem.reserved = {{0, 1}, {150, 201}};
  Plan plan = planBoxing(problem);
  expectHonest(problem, plan);
  EXPECT_EQ(plan.makespan, 403);
}

TEST(Boxing, IsNeverWorseThanItsFallback) {
  for (uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem =
        seed % 2 ? randomOf(seed) : scatteredProblem(80, 20, seed);
    Bytes fallback = planFirstFit(problem, Order::SizeLifetime).makespan;
    for (BoxingSearch search : {BoxingSearch::Tree, BoxingSearch::Random})
      for (bool repair : {false, true})
        for (uint64_t iterations : {2, 3, 9})
          EXPECT_LE(planBoxing(problem, {.budget = {.iterations = iterations},
                                         .search = search,
                                         .repair = repair})
                        .makespan,
                    fallback);
  }
}

/// `count` buffers, not trivial, whose sizes sum up to about 2^62.
Problem hugeProblem(size_t count) {
  Problem problem = test::randomProblem(
      {.buffers = count, .horizon = 20, .largest = 100, .alignment = true}, 1);
  const Bytes unit = (Bytes(1) << 62) / (100 * Bytes(count));
  for (Buffer &buffer : problem.buffers)
    buffer.size *= unit;
  return problem;
}

TEST(Boxing, PlansWhatCannotBeBoxed) {
  for (size_t count : {8, 40, 200}) {
    Problem problem = hugeProblem(count);
    ASSERT_FALSE(check(problem));
    ASSERT_FALSE(planTrivial(problem));
    ASSERT_FALSE(BoxingModel(problem, BoxingOptions{}).isBoxable());
    Bytes fallback = planFirstFit(problem, Order::SizeLifetime).makespan;
    for (bool repair : {false, true})
      for (bool withFallback : {false, true})
        for (uint64_t iterations : {1, 2, 40}) {
          Plan plan = planBoxing(problem, {.budget = {.iterations = iterations},
                                           .repair = repair,
                                           .fallback = withFallback});
          expectHonest(problem, plan);
          EXPECT_LE(plan.makespan, fallback);
          if (!repair)
            EXPECT_EQ(plan.effort, 1u);
          else if (plan.status != Status::Optimal)
            EXPECT_EQ(plan.effort, iterations);
        }
    expectHonest(problem, planBoxing(problem, {.budget = {.effort = 0.01}}));
  }
}

TEST(Boxing, PlansWithHardlyAnyTime) {
  for (double limit : {0.0, 1e-9, -1.0}) {
    Problem problem = scatteredProblem(500, 100, 1);
    Plan plan = planBoxing(problem, {.budget = {.timeLimit = limit}});
    expectHonest(problem, plan);
    EXPECT_GE(plan.effort, 1u);
    EXPECT_LT(plan.effort, 1000u);
    expectHonest(problem, planBoxing(problem, {.budget = {.threads = 3,
                                                          .timeLimit = limit},
                                               .search = BoxingSearch::Random,
                                               .repair = false,
                                               .fallback = false}));
  }
}

TEST(Boxing, IsCloseToLoad) {
  for (uint64_t seed = 0; seed < 3; ++seed) {
    Problem problem = scatteredProblem(100, 25, seed);
    Plan plan = planBoxing(problem, {.budget = {.iterations = 500}});
    EXPECT_LT(static_cast<double>(plan.makespan),
              1.15 * static_cast<double>(load(problem).bytes));
  }
}

} // namespace
