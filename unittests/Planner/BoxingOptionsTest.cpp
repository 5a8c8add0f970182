//===- BoxingOptionsTest.cpp - Iterations, trees, threads and seeds -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// How planBoxing spends its iterations.
//
//===----------------------------------------------------------------------===//

#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Boxing.h"
#include "idealloc/Planner/Fit.h"
#include "idealloc/Planner/TrivialCases.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

using namespace idealloc;

namespace {

constexpr BoxingSearch searches[] = {BoxingSearch::Tree, BoxingSearch::Random};

/// Calls `body` for all searches, with and without repair and fallback.
template <typename Body> void forAllModes(Body body) {
  for (BoxingSearch search : searches)
    for (bool repair : {false, true})
      for (bool fallback : {false, true}) {
        SCOPED_TRACE(
            std::string(search == BoxingSearch::Tree ? "tree" : "random") +
            (repair ? ", repair" : "") + (fallback ? ", fallback" : ""));
        body(BoxingOptions{
            .search = search, .repair = repair, .fallback = fallback});
      }
}

TEST(BoxingOptions, EffortIsTheNumberOfIterations) {
  // The bound of neither is met.
  for (const Problem &problem :
       {scatteredProblem(100, 25, 1), test::witnesses()[1]})
    forAllModes([&](BoxingOptions options) {
      for (uint64_t iterations : {1, 2, 3, 50})
        for (uint64_t trees : {1, 2, 4, 7}) {
          options.budget.iterations = iterations;
          options.trees = trees;
          Plan plan = planBoxing(problem, options);
          ASSERT_GT(plan.makespan, plan.lowerBound);
          EXPECT_EQ(plan.effort, iterations) << trees << " trees";
          EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
        }
    });
}

TEST(BoxingOptions, EffortIsTheNumberOfIterationsOfSmallProblems) {
  // As an optimum is above LOAD, no iteration is the last one.
  for (uint64_t seed = 0; seed < 150; ++seed)
    EXPECT_EQ(planBoxing(test::witnesses()[0],
                         {.budget = {.seed = seed, .iterations = 1000}})
                  .effort,
              1000u)
        << "seed " << seed;
}

void expectSamePlan(const Plan &a, const Plan &b) {
  EXPECT_EQ(a.offsets, b.offsets);
  EXPECT_EQ(a.makespan, b.makespan);
  EXPECT_EQ(a.effort, b.effort);
}

TEST(BoxingOptions, PlanIsTheSameForAllThreads) {
  // The last one meets its bound.
  for (const Problem &problem :
       {scatteredProblem(150, 37, 2), paretoProblem(100, 12, 3),
        plantedProblem(40, 300, 1)})
    forAllModes([&](BoxingOptions options) {
      options.budget.iterations = 70;
      options.budget.threads = 1;
      Plan plan = planBoxing(problem, options);
      expectSamePlan(plan, planBoxing(problem, options));
      for (unsigned threads : {2, 3, 5, 0}) {
        options.budget.threads = threads;
        expectSamePlan(plan, planBoxing(problem, options));
      }
    });
}

TEST(BoxingOptions, LargePlanIsTheSameForAllThreads) {
  Problem problem = paretoProblem(20000, 60, 1);
  for (BoxingSearch search : searches) {
    BoxingOptions options{
        .budget = {.iterations = 2}, .search = search, .fallback = false};
    Plan plan = planBoxing(problem, options);
    EXPECT_FALSE(verify(problem, plan));
    EXPECT_EQ(plan.effort, 2u);
    options.budget.threads = search == BoxingSearch::Tree ? 2 : 5;
    expectSamePlan(plan, planBoxing(problem, options));
  }
}

/// How many of the iterations 2 to `most` find a smaller plan. Each must leave
/// the plan of the ones before as it is, unless it does.
int improvements(const Problem &problem, BoxingOptions options, uint64_t most) {
  options.budget.iterations = 1;
  Plan last = planBoxing(problem, options);
  int smaller = 0;
  for (options.budget.iterations = 2; *options.budget.iterations <= most;
       ++*options.budget.iterations) {
    Plan plan = planBoxing(problem, options);
    EXPECT_LE(plan.makespan, last.makespan);
    if (plan.makespan == last.makespan)
      EXPECT_EQ(plan.offsets, last.offsets);
    else
      ++smaller;
    last = std::move(plan);
  }
  return smaller;
}

TEST(BoxingOptions, IterationsOnlyAddToARun) {
  for (BoxingSearch search : searches)
    for (bool fallback : {false, true}) {
      int smaller = 0;
      for (uint64_t seed = 0; seed < 4; ++seed)
        smaller += improvements(scatteredProblem(60, 15, seed),
                                {.budget = {.seed = seed},
                                 .search = search,
                                 .trees = 1,
                                 .repair = false,
                                 .fallback = fallback},
                                30);
      EXPECT_GE(smaller, 4);
    }
}

TEST(BoxingOptions, RandomSearchIsTheSameForAllTrees) {
  for (uint64_t seed = 0; seed < 8; ++seed) {
    Problem problem = scatteredProblem(60, 15, seed);
    BoxingOptions options{.budget = {.seed = seed},
                          .search = BoxingSearch::Random,
                          .repair = false,
                          .fallback = seed % 2 == 0};
    for (uint64_t iterations : {2, 5, 18, 40}) {
      options.budget.iterations = iterations;
      options.trees = 1;
      Plan plan = planBoxing(problem, options);
      for (uint64_t trees : {2, 3, 4, 7, 100}) {
        options.trees = trees;
        Plan other = planBoxing(problem, options);
        EXPECT_EQ(other.makespan, plan.makespan) << trees << " trees";
        if (plan.status != Status::Optimal)
          EXPECT_EQ(other.effort, plan.effort) << trees << " trees";
      }
    }
  }
}

TEST(BoxingOptions, SeedsDiffer) {
  Problem problem = scatteredProblem(100, 25, 1);
  forAllModes([&](BoxingOptions options) {
    if (options.fallback)
      return; // One plan may be the best of all seeds.
    options.budget.iterations = 3;
    std::set<std::vector<Bytes>> plans;
    for (uint64_t seed = 0; seed < 10; ++seed) {
      options.budget.seed = seed;
      plans.insert(planBoxing(problem, options).offsets);
    }
    EXPECT_GE(plans.size(), 9u);
  });
}

TEST(BoxingOptions, SearchAndRepairMatter) {
  Problem problem = plantedProblem(200, 1000, 2);
  std::set<std::vector<Bytes>> plans;
  size_t modes = 0;
  forAllModes([&](BoxingOptions options) {
    if (options.fallback)
      return;
    options.budget.iterations = 60;
    plans.insert(planBoxing(problem, options).offsets);
    ++modes;
  });
  EXPECT_EQ(plans.size(), modes);
}

TEST(BoxingOptions, FallbackMayBeTheBest) {
  // First fit by size meets LOAD.
  Problem problem = scatteredProblem(100, 25, 2);
  Bytes bound = lowerBound(problem);
  BoxingOptions options{.search = BoxingSearch::Random, .repair = false};
  options.budget.iterations = 2;
  ASSERT_EQ(planFirstFit(problem, Order::SizeLifetime).makespan, bound);
  int above = 0;
  for (uint64_t seed = 0; seed < 10; ++seed) {
    options.budget.seed = seed;
    options.fallback = true;
    EXPECT_EQ(planBoxing(problem, options).makespan, bound);
    options.fallback = false;
    above += planBoxing(problem, options).makespan > bound;
  }
  EXPECT_GT(above, 0);
}

TEST(BoxingOptions, RepairHelps) {
  Bytes with = 0, without = 0;
  for (uint64_t seed = 0; seed < 3; ++seed) {
    Problem problem = plantedProblem(100, 1000, seed);
    BoxingOptions options{.budget = {.seed = seed, .iterations = 1000}};
    with += planBoxing(problem, options).makespan;
    options.repair = false;
    without += planBoxing(problem, options).makespan;
  }
  EXPECT_LT(with, without);
}

TEST(BoxingOptions, StopsAtTheBound) {
  Problem problem = plantedProblem(30, 300, 1);
  ASSERT_FALSE(planTrivial(problem));
  forAllModes([&](BoxingOptions options) {
    options.budget.iterations = 50'000;
    Plan plan = planBoxing(problem, options);
    EXPECT_EQ(plan.status, Status::Optimal);
    EXPECT_EQ(plan.makespan, 300);
    EXPECT_LT(plan.effort, 20'000u);
  });
}

TEST(BoxingOptions, StopsAsSoonAsOneTreeMeetsTheBound) {
  BoxingOptions options{
      .search = BoxingSearch::Random, .repair = false, .fallback = false};
  Problem problem;
  uint64_t first = 0; // The first iteration that meets the bound.
  for (uint64_t seed = 0; seed < 100 && (first < 200 || first > 1000); ++seed) {
    problem = scatteredProblem(100, 10, seed);
    options.budget.iterations = 1500;
    options.trees = 1;
    first = planBoxing(problem, options).effort;
  }
  ASSERT_GE(first, 200u);
  ASSERT_LE(first, 1000u);
  options.budget.iterations = first;
  EXPECT_EQ(planBoxing(problem, options).status, Status::Optimal);
  options.budget.iterations = first - 1;
  EXPECT_EQ(planBoxing(problem, options).status, Status::Feasible);
  // The others end the 16 iterations of the round they are in.
  options.budget.iterations = 1500;
  options.trees = 7;
  Plan plan = planBoxing(problem, options);
  EXPECT_EQ(plan.status, Status::Optimal);
  EXPECT_LE(plan.effort, first + 7 * 16);
}

TEST(BoxingOptions, DefaultIterationsDependOnTheWork) {
  EXPECT_EQ(planBoxing(test::witnesses()[2],
                       {.search = BoxingSearch::Random, .repair = false})
                .effort,
            1000u);
  EXPECT_EQ(planBoxing(test::witnesses()[2], {.budget = {.effort = 0.25},
                                              .search = BoxingSearch::Random,
                                              .repair = false})
                .effort,
            250u);
  Problem large = paretoProblem(20000, 100, 1);
  // A fifth of the budget; in all of it there are at most five times as many.
  Plan plan = planBoxing(large, {.budget = {.effort = 0.2}});
  EXPECT_FALSE(verify(large, plan));
  EXPECT_GE(plan.effort, 2u);
  EXPECT_LE(plan.effort, 20u);
  EXPECT_EQ(planBoxing(large, {.budget = {.effort = 1e-9}}).effort, 2u);
  EXPECT_EQ(
      planBoxing(large, {.budget = {.effort = 1e-9}, .fallback = false}).effort,
      2u);
}

TEST(BoxingOptions, EveryEpsilonGivesAPlan) {
  Problem problem = test::randomProblem({.buffers = 50,
                                         .horizon = 30,
                                         .largest = 100000,
                                         .alignment = true,
                                         .gaps = true},
                                        1);
  std::set<std::vector<Bytes>> plans;
  for (double epsilon : {0.6179, 0.3, 0.05, 0.001}) {
    Plan plan = planBoxing(problem, {.budget = {.iterations = 2},
                                     .repair = false,
                                     .fallback = false,
                                     .epsilon = epsilon});
    EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
    plans.insert(plan.offsets);
  }
  EXPECT_GE(plans.size(), 3u);
}

TEST(BoxingOptions, LeavesOutADummyJobThatIsTooHigh) {
  // Sizes whose 2216.54-fold has no place in a number.
  Problem problem = test::witnesses()[0];
  for (Buffer &buffer : problem.buffers)
    buffer.size *= Bytes(1) << 54;
  Plan plan = planBoxing(
      problem, {.budget = {.iterations = 5}, .rules = {.dummyJob = true}});
  EXPECT_FALSE(verify(problem, plan));
  EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
}

} // namespace
