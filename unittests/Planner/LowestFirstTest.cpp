//===- LowestFirstTest.cpp - Plans of many buffers, and parts of plans ----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/LowestFirst.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Auto.h"
#include "idealloc/Planner/Exact.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

const Deadline never{Budget()};
constexpr Bytes unlimited = std::numeric_limits<Bytes>::max();

TEST(LowestFirst, PlacesTheFullestInstantFirst) {
  // The long one rests on what is live at the peak, not the other way round.
  const Problem problem{{{.lifetime = {0, 9}, .size = 1},
                         {.lifetime = {8, 10}, .size = 4},
                         {.lifetime = {9, 11}, .size = 4}}};
  LowestFirst lowest(problem, 0);
  ASSERT_TRUE(lowest.next(unlimited, never));
  EXPECT_EQ(lowest.offsets(), (std::vector<Bytes>{4, 0, 4}));
}

TEST(LowestFirst, IsValidAndKeepsItsLimit) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Problem problem = test::randomProblem(
        {.buffers = 1 + seed % 40, .horizon = 20, .alignment = true}, seed);
    LowestFirst lowest(problem, seed);
    Bytes best = unlimited;
    for (int decode = 0; decode < 8; ++decode)
      if (lowest.next(best, never)) {
        ASSERT_EQ(test::pairwiseFault(problem, lowest.offsets()), "");
        ASSERT_LT(lowest.makespan(), best);
        best = lowest.makespan();
      }
    EXPECT_EQ(lowest.decodes(), 8u);
  }
}

TEST(Auto, IsNeverWorseThanFirstFitInItsOrdersOfManyBuffers) {
  for (double effort : {0.01, 1.0}) {
    const Problem problem = scatteredProblem(10500, 40, 1);
    const Plan plan = planAuto(problem, {.effort = effort});
    for (Order order :
         {Order::Size, Order::SizeBegin, Order::SizeLifetime, Order::AreaSize})
      EXPECT_LE(plan.makespan, planFirstFit(problem, order).makespan);
    EXPECT_EQ(plan.status == Status::Optimal, plan.makespan == plan.lowerBound);
  }
}

TEST(Auto, AnswersACapacityBelowABoundAtOnce) {
  Problem problem = scatteredProblem(400, 100, 3);
  problem.capacity = load(problem).bytes - 1;
  for (const Plan &plan : {planAuto(problem), planExact(problem)}) {
    EXPECT_EQ(plan.status, Status::Infeasible);
    EXPECT_EQ(plan.effort, 1u);
  }
  EXPECT_EQ(planGreedy(problem).effort, 1u);
}

TEST(Auto, IsNotBehindExact) {
  for (uint64_t seed = 0; seed < 3; ++seed) {
    const Problem problem = scatteredProblem(600, 150, seed);
    const Budget budget{.effort = 0.1, .seed = seed};
    EXPECT_EQ(planAuto(problem, budget).makespan,
              planExact(problem, {.budget = budget}).makespan);
  }
}

} // namespace
