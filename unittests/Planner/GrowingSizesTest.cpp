//===- GrowingSizesTest.cpp - What sticks out goes earlier ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/GrowingSizes.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Auto.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

const Deadline never{Budget()};
constexpr Bytes unlimited = std::numeric_limits<Bytes>::max();

TEST(GrowingSizes, BeginsWithFirstFitBySize) {
  const Problem problem = scatteredProblem(200, 50, 1);
  GrowingSizes growing(problem, lowerBound(problem), never);
  ASSERT_TRUE(growing.next(unlimited));
  EXPECT_EQ(growing.offsets(), planFirstFit(problem, Order::SizeBegin).offsets);
}

TEST(GrowingSizes, PlacesEarlierWhatStuckOut) {
  // By size the one of 3 bytes lies on top, at 4, with 2 bytes free below.
  const Problem problem{{{.lifetime = {0, 2}, .size = 4},
                         {.lifetime = {3, 5}, .size = 4},
                         {.lifetime = {1, 4}, .size = 3}}};
  GrowingSizes growing(problem, 6, never);
  ASSERT_TRUE(growing.next(unlimited));
  EXPECT_EQ(growing.offsets(), (std::vector<Bytes>{0, 0, 4}));
  EXPECT_FALSE(growing.next(7));
  EXPECT_EQ(growing.offsets(), (std::vector<Bytes>{3, 3, 0}));
}

TEST(GrowingSizes, IsValid) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Problem problem = test::randomProblem({.buffers = 1 + seed % 40,
                                                 .horizon = 20,
                                                 .alignment = true,
                                                 .pins = true,
                                                 .reserved = true,
                                                 .gaps = true},
                                                seed);
    GrowingSizes growing(problem, lowerBound(problem), never);
    for (int decode = 0; decode < 5; ++decode) {
      growing.next(unlimited);
      ASSERT_EQ(test::pairwiseFault(problem, growing.offsets()), "");
    }
  }
}

TEST(GrowingSizes, ClosesGapsThatOrdersLeave) {
  const Problem problem = steadyProblem(4000, 400, 1);
  GrowingSizes growing(problem, lowerBound(problem), never);
  growing.next(unlimited);
  const Bytes first = growing.makespan();
  Bytes best = first;
  for (int decode = 0; decode < 30; ++decode)
    if (growing.next(best))
      best = growing.makespan();
  EXPECT_LT(best - lowerBound(problem), (first - lowerBound(problem)) * 9 / 10);
}

TEST(Auto, GrowsSizesWhereNothingElsePays) {
  const Problem problem = steadyProblem(10100, 300, 1);
  Bytes greedy = unlimited;
  for (Order order :
       {Order::Size, Order::SizeBegin, Order::SizeLifetime, Order::AreaSize})
    greedy = std::min(greedy, planFirstFit(problem, order).makespan);
  EXPECT_LT(planAuto(problem, {.effort = 4}).makespan, greedy);
}

} // namespace
