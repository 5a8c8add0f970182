//===- KeepTest.cpp - Plans that keep to an older one ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Keep.h"
#include "TestProblems.h"

#include <gtest/gtest.h>

using namespace idealloc;
using namespace idealloc::test;

namespace {

std::vector<std::optional<Bytes>> offsetsOf(const Plan &plan) {
  return {plan.offsets.begin(), plan.offsets.end()};
}

TEST(Keep, MovesNothingOfAnUnchangedProblem) {
  Problem problem = randomProblem({.buffers = 30, .horizon = 40}, 3);
  Plan old = *planWith("auto", problem);
  Result<KeptPlan> again =
      planKeeping("first-fit-size", problem, offsetsOf(old), 100);
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->plan.offsets, old.offsets);
  EXPECT_EQ(again->kept, 30u);
  EXPECT_EQ(again->moved, 0u);
}

TEST(Keep, KeepsAllWhereANewBufferFitsBeside) {
  Problem problem{.buffers = {{.id = "a", .lifetime = {0, 4}, .size = 8},
                              {.id = "b", .lifetime = {2, 6}, .size = 4}}};
  // First fit by size would place the new one at 0 and move the others.
  problem.buffers.push_back({.id = "new", .lifetime = {0, 6}, .size = 16});
  KeptPlan plan = *planKeeping("auto", problem, {0, 8, std::nullopt}, 0);
  EXPECT_EQ(plan.plan.offsets, (std::vector<Bytes>{0, 8, 12}));
  EXPECT_EQ(plan.kept, 2u);
  EXPECT_EQ(plan.plan.status, Status::Optimal);
}

TEST(Keep, MovesWhatCostsMoreThanAllowed) {
  // At its old offset the buffer leaves 92 bytes below it without use.
  Problem problem{.buffers = {{.id = "a", .lifetime = {0, 4}, .size = 8},
                              {.id = "b", .lifetime = {0, 4}, .size = 92}}};
  KeptPlan dear = *planKeeping("auto", problem, {150, std::nullopt}, 10);
  EXPECT_EQ(dear.plan.makespan, 100);
  EXPECT_EQ(dear.moved, 1u);
  KeptPlan cheap = *planKeeping("auto", problem, {150, std::nullopt}, 58);
  EXPECT_EQ(cheap.plan.makespan, 158);
  EXPECT_EQ(cheap.plan.status, Status::Feasible);
  EXPECT_EQ(cheap.plan.lowerBound, 100);
  EXPECT_EQ(cheap.free, 100);
  EXPECT_EQ(cheap.kept, 1u);
}

TEST(Keep, TakesTheLargerOfTwoThatClash) {
  Problem problem{.buffers = {{.id = "a", .lifetime = {0, 4}, .size = 8},
                              {.id = "b", .lifetime = {2, 6}, .size = 16}}};
  KeptPlan plan = *planKeeping("auto", problem, {0, 0}, 0);
  EXPECT_EQ(plan.plan.offsets, (std::vector<Bytes>{16, 0}));
  EXPECT_EQ(plan.kept, 1u);
  EXPECT_EQ(plan.moved, 1u);
}

TEST(Keep, LeavesPinsReservedRangesAndAlignmentsInForce) {
  Problem problem{.buffers = {{.lifetime = {0, 4}, .size = 8, .pin = 64},
                              {.lifetime = {0, 4}, .size = 8, .alignment = 16},
                              {.lifetime = {0, 4}, .size = 8}},
                  .reserved = {{0, 8}}};
  KeptPlan plan = *planKeeping("auto", problem, {0, 24, 4}, 1000);
  EXPECT_FALSE(verify(problem, plan.plan));
  EXPECT_EQ(plan.plan.offsets[0], 64);
  EXPECT_EQ(plan.moved, 3u);
}

TEST(Keep, SaysWhyNothingFits) {
  Problem problem{.buffers = {{.lifetime = {0, 4}, .size = 8}}, .capacity = 4};
  KeptPlan plan = *planKeeping("auto", problem, {0}, 0);
  EXPECT_EQ(plan.plan.status, Status::Infeasible);
  EXPECT_EQ(plan.plan.conflictSet, std::vector<size_t>{0});
}

TEST(Keep, HoldsItsLimits) {
  size_t kept = 0, keptFreely = 0;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    Problem problem = randomProblem({.buffers = 24,
                                     .horizon = 30,
                                     .alignment = seed % 3 == 1,
                                     .pins = seed % 3 == 2,
                                     .gaps = seed % 2 == 1},
                                    seed);
    std::vector<std::optional<Bytes>> old =
        offsetsOf(*planWith("greedy", problem));
    // A few buffers change.
    for (size_t i = seed % 5; i < problem.buffers.size(); i += 7)
      problem.buffers[i].size += problem.buffers[i].pin ? 0 : 3;
    for (double percent : {0.0, 5.0, 50.0}) {
      KeptPlan plan = *planKeeping("greedy", problem, old, percent);
      ASSERT_FALSE(verify(problem, plan.plan)) << seed;
      ASSERT_EQ(pairwiseFault(problem, plan.plan.offsets), "") << seed;
      ASSERT_LE(double(plan.plan.makespan),
                double(plan.free) * (1 + percent / 100));
      ASSERT_EQ(plan.kept + plan.moved, old.size());
      kept += percent == 5.0 ? plan.kept : 0;
    }
    Plan free = *planWith("greedy", problem);
    for (size_t i = 0; i < old.size(); ++i)
      keptFreely += free.offsets[i] == *old[i];
  }
  // Keeping is what it is for.
  EXPECT_GT(kept, 2 * keptFreely);
}

} // namespace
