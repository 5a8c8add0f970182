//===- FitTest.cpp - First fit, best fit and their orders -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Fit.h"
#include "TestProblems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

using namespace idealloc;

namespace {

/// (begin, end, size) by increasing index.
Problem problemOf(std::vector<std::array<int64_t, 3>> rows) {
  Problem problem;
  for (auto [begin, end, size] : rows)
    problem.buffers.push_back({.lifetime = {begin, end}, .size = size});
  return problem;
}

TEST(PlacementOrder, SortsByEachKey) {
  // Conflicts: 0-1, 1-2, 1-3, 2-3.
  Problem problem =
      problemOf({{0, 2, 5}, {1, 9, 4}, {3, 9, 5}, {3, 8, 7}, {9, 17, 4}});
  auto order = [&](Order key) { return placementOrder(problem, key); };
  using Indices = std::vector<size_t>;
  EXPECT_EQ(order(Order::Size), (Indices{3, 0, 2, 1, 4}));
  EXPECT_EQ(order(Order::SizeLifetime), (Indices{3, 2, 0, 1, 4}));
  EXPECT_EQ(order(Order::SizeBegin), (Indices{3, 0, 2, 1, 4}));
  EXPECT_EQ(order(Order::Lifetime), (Indices{1, 4, 2, 3, 0}));
  EXPECT_EQ(order(Order::LifetimeSize), (Indices{1, 4, 2, 3, 0}));
  EXPECT_EQ(order(Order::Area), (Indices{3, 1, 4, 2, 0}));
  EXPECT_EQ(order(Order::AreaSize), (Indices{3, 1, 4, 2, 0}));
  EXPECT_EQ(order(Order::Begin), (Indices{0, 1, 2, 3, 4}));
  EXPECT_EQ(order(Order::BeginSize), (Indices{0, 1, 3, 2, 4}));
  EXPECT_EQ(order(Order::BeginLifetime), (Indices{0, 1, 2, 3, 4}));
  EXPECT_EQ(order(Order::Conflicts), (Indices{1, 2, 3, 0, 4}));
  EXPECT_EQ(order(Order::ConflictsSize), (Indices{1, 3, 2, 0, 4}));
}

TEST(PlacementOrder, ComparesAreasBeyond64Bits) {
  constexpr Time last = std::numeric_limits<Time>::max();
  Problem problem = problemOf({{0, last, int64_t(1) << 40},
                               {-last, last, int64_t(1) << 40},
                               {0, 4, int64_t(1) << 61}});
  EXPECT_EQ(placementOrder(problem, Order::Area),
            (std::vector<size_t>{1, 0, 2}));
}

TEST(PlacementOrder, TakesExtremeTimes) {
  constexpr Time first = std::numeric_limits<Time>::min();
  constexpr Time last = std::numeric_limits<Time>::max();
  Problem problem = problemOf({{0, 1, 1}, {first, last, 1}, {-1, last, 1}});
  EXPECT_EQ(placementOrder(problem, Order::Begin),
            (std::vector<size_t>{1, 2, 0}));
  EXPECT_EQ(placementOrder(problem, Order::Lifetime),
            (std::vector<size_t>{1, 2, 0}));
}

TEST(FirstFit, ReusesSpaceOfDeadBuffers) {
  Plan plan = planFirstFit(problemOf({{0, 4, 8}, {2, 6, 6}, {4, 9, 7}}));
  EXPECT_EQ(plan.offsets, (std::vector<Bytes>{0, 8, 0}));
  EXPECT_EQ(plan.makespan, 14);
  EXPECT_EQ(plan.lowerBound, 14);
  EXPECT_EQ(plan.status, Status::Optimal);
  EXPECT_EQ(plan.effort, 1u);
}

/// Below 20 and between two long-lived pins there are free ranges of 6 and 3.
Problem twoFreeRanges(Bytes size) {
  return {.buffers = {{.lifetime = {0, 9}, .size = 4, .pin = 6},
                      {.lifetime = {0, 9}, .size = 7, .pin = 13},
                      {.lifetime = {2, 3}, .size = size}}};
}

TEST(FirstFit, TakesTheLowestFreeRange) {
  EXPECT_EQ(planFirstFit(twoFreeRanges(3)).offsets[2], 0);
}

TEST(BestFit, TakesTheSmallestFreeRange) {
  EXPECT_EQ(planBestFit(twoFreeRanges(3)).offsets[2], 10);
  EXPECT_EQ(planBestFit(twoFreeRanges(4)).offsets[2], 0);
}

TEST(BestFit, TakesTheLowestOfEquals) {
  Problem problem = twoFreeRanges(2);
  problem.buffers[0] = {.lifetime = {0, 9}, .size = 7, .pin = 3};
  EXPECT_EQ(planBestFit(problem).offsets[2], 0);
}

TEST(BestFit, GoesAboveWhenNothingFits) {
  EXPECT_EQ(planBestFit(twoFreeRanges(8)).offsets[2], 20);
  EXPECT_EQ(planFirstFit(twoFreeRanges(8)).offsets[2], 20);
}

TEST(BestFit, SkipsRangesLostToAlignment) {
  Problem problem = twoFreeRanges(3);
  problem.buffers[2].alignment = 4; // [12, 13) of [10, 13) is too short.
  EXPECT_EQ(planBestFit(problem).offsets[2], 0);
}

TEST(FirstFit, PlacesPinnedBuffersBeforeAllOthers) {
  Problem problem = problemOf({{0, 9, 100}, {0, 9, 4}});
  problem.buffers[1].pin = 50;
  Plan plan = planFirstFit(problem);
  EXPECT_EQ(plan.offsets, (std::vector<Bytes>{54, 50}));
}

TEST(FirstFit, SkipsReservedRanges) {
  Problem problem = problemOf({{0, 9, 8}, {0, 9, 4}, {0, 9, 2}});
  problem.reserved = {{5, 6}, {0, 1}};
  Plan plan = planFirstFit(problem);
  EXPECT_EQ(plan.offsets, (std::vector<Bytes>{6, 1, 14}));
  problem.reserved = {{0, 1}, {1, 3}, {16, 32}};
  EXPECT_EQ(planFirstFit(problem).offsets, (std::vector<Bytes>{3, 11, 32}));
}

TEST(FirstFit, PlacesIntoGapsOfLifetimes) {
  Problem problem = problemOf({{0, 9, 8}, {2, 5, 8}, {2, 6, 8}});
  problem.buffers[0].gaps = {{2, 5}};
  EXPECT_EQ(planFirstFit(problem).offsets, (std::vector<Bytes>{0, 0, 8}));
}

TEST(FirstFit, AlignsToNonPowersOfTwo) {
  Problem problem = problemOf({{0, 9, 10}, {0, 9, 5}});
  problem.buffers[1].alignment = 12;
  EXPECT_EQ(planFirstFit(problem).offsets, (std::vector<Bytes>{0, 12}));
}

TEST(FirstFit, NamesThePeakWhenInfeasible) {
  Problem problem = problemOf({{0, 2, 8}, {1, 4, 8}, {2, 4, 4}});
  problem.capacity = 15;
  Plan plan = planFirstFit(problem);
  EXPECT_EQ(plan.status, Status::Infeasible);
  EXPECT_EQ(plan.lowerBound, 16);
  EXPECT_EQ(plan.conflictSet, (std::vector<size_t>{0, 1}));
  EXPECT_FALSE(verify(problem, plan, /*ignoreCapacity=*/true));
}

TEST(FirstFit, NamesTheOneBufferThatCannotFit) {
  Problem problem = problemOf({{0, 2, 3}, {5, 6, 3}, {5, 6, 1}});
  problem.buffers[0].alignment = 4;
  problem.reserved = {{2, 5}};
  problem.capacity = 10;
  Plan plan = planFirstFit(problem);
  EXPECT_EQ(plan.status, Status::Infeasible);
  EXPECT_EQ(plan.lowerBound, 11);
  EXPECT_EQ(plan.conflictSet, (std::vector<size_t>{0}));
}

TEST(FirstFit, IsUnknownWhenOnlyThePlanIsTooLarge) {
  // Size order leaves a hole: 5 + 4 below, the long one goes above.
  Problem problem = problemOf({{0, 2, 5}, {3, 5, 4}, {1, 4, 3}});
  problem.buffers[2].alignment = 8;
  problem.capacity = 8;
  Plan plan = planFirstFit(problem);
  EXPECT_EQ(plan.status, Status::Unknown);
  EXPECT_EQ(plan.makespan, 11);
  EXPECT_EQ(plan.lowerBound, 8);
  problem.capacity = 11;
  EXPECT_EQ(planFirstFit(problem).status, Status::Feasible);
}

TEST(FirstFit, TakesEmptyProblem) {
  Plan plan = planFirstFit({.capacity = 0});
  EXPECT_EQ(plan.status, Status::Optimal);
  EXPECT_EQ(plan.makespan, 0);
}

/// Greedy placement by the naive definition.
std::vector<Bytes> naiveFirstFit(const Problem &problem,
                                 const std::vector<size_t> &order) {
  std::vector<Bytes> offsets(problem.buffers.size());
  std::vector<size_t> placed;
  for (size_t i : order) {
    const Buffer &buffer = problem.buffers[i];
    auto blocked = [&](size_t j) {
      return conflict(buffer, problem.buffers[j]) &&
             offsets[i] < offsets[j] + problem.buffers[j].size &&
             offsets[j] < offsets[i] + buffer.size;
    };
    // Nothing between here and the end of what is in the way is free.
    for (auto j = std::ranges::find_if(placed, blocked); j != placed.end();
         j = std::ranges::find_if(placed, blocked)) {
      Bytes end = offsets[*j] + problem.buffers[*j].size;
      offsets[i] += (end - offsets[i] + buffer.alignment - 1) /
                    buffer.alignment * buffer.alignment;
    }
    placed.push_back(i);
  }
  return offsets;
}

/// Short lifetimes over a long horizon, so that the sparse index is used, and
/// long ones, so that the dense one is; with gaps and without.
TEST(FirstFit, AgreesWithTheNaiveDefinition) {
  for (Time horizon : {20, 4000})
    for (bool gaps : {false, true}) {
      Problem problem = test::randomProblem({.buffers = 400,
                                             .horizon = horizon,
                                             .largest = 40,
                                             .alignment = true,
                                             .gaps = gaps},
                                            horizon);
      if (horizon == 4000)
        for (Buffer &buffer : problem.buffers)
          if (buffer.gaps.empty())
            buffer.lifetime.end =
                std::min(buffer.lifetime.end, buffer.lifetime.begin + 60);
      for (Order order : allOrders())
        EXPECT_EQ(planFirstFit(problem, order).offsets,
                  naiveFirstFit(problem, placementOrder(problem, order)));
    }
}

/// Offsets far from evenly spread defeat the distribution by offset.
TEST(FirstFit, AgreesWithTheNaiveDefinitionOnSkewedSizes) {
  Problem problem;
  for (int i = 0; i < 1200; ++i)
    problem.buffers.push_back({.lifetime = {i, i + 50 + i % 37}, .size = 1});
  problem.buffers[600].size = 1000;
  problem.buffers[610].size = Bytes(1) << 50;
  EXPECT_EQ(planFirstFit(problem).offsets,
            naiveFirstFit(problem, placementOrder(problem, Order::Size)));
}

/// Buffers that are all over before the next ones begin, at once or later; the
/// given order has all of them mixed.
TEST(FirstFit, AgreesWithTheNaiveDefinitionPartByPart) {
  Problem problem;
  for (int i = 0; i < 1200; ++i) {
    Time begin = i % 4 * 1000 + i % 3;
    Time end = begin + 10 + (i % 2 ? i / 4 : 990 - i % 3);
    problem.buffers.push_back(
        {.lifetime = {begin, end}, .size = 1 + i * 7919 % 50});
  }
  problem.buffers[5].pin = 40;
  problem.buffers[6].gaps = {{2100, 2200}};
  for (Order order : allOrders()) {
    Plan plan = planFirstFit(problem, order);
    EXPECT_FALSE(verify(problem, plan));
    EXPECT_EQ(plan.offsets[5], 40);
  }
  problem.buffers[5].pin.reset();
  for (Order order : allOrders())
    EXPECT_EQ(planFirstFit(problem, order).offsets,
              naiveFirstFit(problem, placementOrder(problem, order)));
}

} // namespace
