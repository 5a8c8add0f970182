//===- TvmTest.cpp - The planners of TVM ----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placements.h"
#include "idealloc/Peers/Peers.h"

#include <gtest/gtest.h>

using namespace idealloc;
using test::buffersOf;
using test::Offsets;

namespace {

TEST(TvmGreedy, NeverUsesFreeRangesBelow) {
  // 2 conflicts with 1 alone, which lies at [8, 14): [0, 8) is free.
  Problem problem = buffersOf({{0, 2, 8}, {1, 5, 6}, {3, 5, 4}});
  EXPECT_EQ(planTvmGreedy(problem, TvmOrder::Size).offsets,
            (Offsets{0, 8, 14}));
}

TEST(TvmGreedy, GoesAboveTheHighestEndOfConflictsOnly) {
  // 0 to [0, 8), 1 to [0, 6), 2 above the latter: it never meets 0.
  Problem problem = buffersOf({{0, 2, 8}, {3, 6, 6}, {5, 7, 4}});
  EXPECT_EQ(planTvmGreedy(problem, TvmOrder::Size).offsets, (Offsets{0, 0, 6}));
}

TEST(TvmGreedyBySize, ThenTakesMostConflicts) {
  // All of 4 bytes; 1 has two conflicts, 0 and 2 have one. By name alone 2
  // would come first, by index 0.
  Problem problem = buffersOf({{0, 2, 4}, {1, 4, 4}, {3, 5, 4}});
  EXPECT_EQ(planTvmGreedy(problem, TvmOrder::Size).offsets, (Offsets{4, 0, 4}));
}

TEST(TvmGreedyByConflicts, ThenTakesTheLargest) {
  // Conflicts: 0 has three, 1 and 2 have two, 3 has one. 0 to [0, 1), 1 to
  // [1, 8), 2 to [8, 13), 3 to [1, 10). By name 2 would come before 1, by size
  // 3 first.
  Problem problem = buffersOf({{0, 9, 1}, {0, 2, 7}, {1, 4, 5}, {5, 6, 9}});
  EXPECT_EQ(planTvmGreedy(problem, TvmOrder::Conflicts).offsets,
            (Offsets{0, 1, 8, 1}));
  // By size: 3 to [0, 9), 1 to [0, 7), 2 to [7, 12), 0 to [12, 13).
  EXPECT_EQ(planTvmGreedy(problem, TvmOrder::Size).offsets,
            (Offsets{12, 0, 7, 0}));
}

TEST(TvmGreedy, TakesTheGreatestNameOfEquals) {
  // Stacked by name as text: 9, 8, 7, 6, 5, 4, 3, 2, 10, 1, 0.
  Problem problem = buffersOf(std::vector(11, std::array<int64_t, 4>{0, 1, 1}));
  for (TvmOrder order : {TvmOrder::Size, TvmOrder::Conflicts})
    EXPECT_EQ(planTvmGreedy(problem, order).offsets,
              (Offsets{10, 9, 7, 6, 5, 4, 3, 2, 1, 0, 8}));
}

TEST(TvmGreedy, HonoursAlignmentsPinsAndReservedRanges) {
  // 0 stays at [10, 14); 1 above it, beyond [14, 20), at a multiple of 3.
  Problem problem = buffersOf({{0, 9, 4}, {0, 9, 3}});
  problem.buffers[0].pin = 10;
  problem.buffers[1].alignment = 3;
  problem.reserved = {{14, 20}};
  EXPECT_EQ(planTvmGreedy(problem, TvmOrder::Size).offsets, (Offsets{10, 21}));
}

TEST(TvmGreedy, TakesGapsForNoConflict) {
  Problem problem = buffersOf({{0, 9, 5}, {2, 4, 3}});
  problem.buffers[0].gaps = {{2, 4}};
  EXPECT_EQ(planTvmGreedy(problem, TvmOrder::Size).offsets, (Offsets{0, 0}));
}

/// By size 3, 1, 0, 2 go to 0, 0, 9 and 15. The random numbers of rand_r after
/// seed 0 are 1012484, 1716955679, 1792309082, 229610924. 2 ends highest; in
/// the order 1 and 0, at positions 1 and 2, come before it: the second number
/// is odd, so position 2. The third is 82 modulo 100, so a neighbour's
/// neighbour: before 0 come 3 and 1, at positions 0 and 1, before 1 none; the
/// fourth number is even, so position 0. Order 0, 1, 3, 2 gives 0, 6, 6, 14.
Problem twoAttempts() {
  return buffersOf({{2, 6, 6}, {5, 6, 8}, {4, 8, 3}, {0, 4, 9}});
}

TEST(TvmHillClimb, BeginsWithTheOrderOfGreedyBySizeButFirstFit) {
  Plan plan = planTvmHillClimb(twoAttempts(), {.iterations = 1});
  EXPECT_EQ(plan.offsets, (Offsets{9, 0, 15, 0}));
  EXPECT_EQ(plan.effort, 1u);
}

TEST(TvmHillClimb, ExchangesAndStopsAtTheLowerBound) {
  Plan plan = planTvmHillClimb(twoAttempts());
  EXPECT_EQ(plan.offsets, (Offsets{0, 6, 14, 6}));
  EXPECT_EQ(plan.status, Status::Optimal);
  EXPECT_EQ(plan.effort, 2u);
}

/// By size 2, 5, 0, 4, 1, 3 go to 0, 0, 7, 9, 15 and 18: 20. The exchange of 4
/// and 1 in the order gives 22, which is accepted, as 50 * 2 / 22 / 1 = 4 is
/// more than 1639479903 modulo 100. Nothing better follows soon.
TEST(TvmHillClimb, ReturnsTheLastAcceptedPlan) {
  Problem problem = buffersOf(
      {{0, 3, 7}, {1, 4, 3}, {4, 7, 9}, {2, 3, 2}, {3, 5, 6}, {1, 4, 7}});
  EXPECT_EQ(planTvmHillClimb(problem, {.iterations = 1}).makespan, 20);
  Plan plan = planTvmHillClimb(problem, {.iterations = 2});
  EXPECT_EQ(plan.makespan, 22);
  EXPECT_EQ(plan.offsets, (Offsets{3, 0, 0, 10, 9, 15}));
  EXPECT_EQ(planTvmHillClimb(problem, {.iterations = 12}).makespan, 22);
}

/// By size 3, 2, 1, 0, 4 end at 17. The exchange of 0 and 2 gives 19, which is
/// accepted (50 * 2 / 19 = 5 > 3). 2 ends highest, with only 1 before it and
/// only 0 before that; 1 is drawn twice, so that nothing is exchanged. The same
/// placement follows; its rejection takes back the exchange, and 17 returns.
TEST(TvmHillClimb, TakesBackTheExchangeBeforeIfThereWasNone) {
  Problem problem =
      buffersOf({{2, 5, 6}, {1, 4, 6}, {0, 2, 7}, {5, 8, 8}, {3, 7, 4}});
  Bytes makespans[] = {17, 19, 19, 17};
  for (uint64_t attempts : {1, 2, 3, 4})
    EXPECT_EQ(planTvmHillClimb(problem, {.iterations = attempts}).makespan,
              makespans[attempts - 1]);
}

/// Makespans of a naive program that follows the original line by line.
TEST(TvmHillClimb, RepeatsTheOriginal) {
  const Bytes makespans[] = {291, 298, 297, 287};
  for (uint64_t seed = 0; seed < std::size(makespans); ++seed)
    EXPECT_EQ(planTvmHillClimb(test::hardBuffers(), {.seed = seed}).makespan,
              makespans[seed]);
}

TEST(TvmHillClimb, MakesAsManyAttemptsAsItIsGiven) {
  // LOAD is 4, the optimum 5.
  Problem problem = buffersOf({{0, 1, 2},
                               {0, 2, 2},
                               {1, 3, 1},
                               {1, 4, 1},
                               {2, 4, 1},
                               {3, 5, 2},
                               {4, 5, 2}});
  EXPECT_EQ(planTvmHillClimb(problem).effort, 500u);
  EXPECT_EQ(planTvmHillClimb(problem, {.effort = 0.1}).effort, 50u);
  EXPECT_EQ(planTvmHillClimb(problem, {.effort = 9, .iterations = 7}).effort,
            7u);
  EXPECT_EQ(planTvmHillClimb(problem, {.effort = 0}).effort, 1u);
  EXPECT_EQ(planTvmHillClimb(problem, {.timeLimit = 0}).effort, 1u);
}

TEST(TvmHillClimb, TakesSizesBeyond32Bits) {
  constexpr Bytes huge = Bytes(1) << 59;
  Problem problem = twoAttempts();
  Bytes sum = 0;
  for (Buffer &buffer : problem.buffers)
    sum += buffer.size;
  ASSERT_LE(sum, 31);
  for (Buffer &buffer : problem.buffers)
    buffer.size *= huge / 4;
  EXPECT_EQ(planTvmHillClimb(problem).makespan, 17 * (huge / 4));
}

TEST(TvmHillClimb, TakesSmallProblems) {
  EXPECT_EQ(planTvmHillClimb({}).status, Status::Optimal);
  EXPECT_EQ(planTvmHillClimb(buffersOf({{-5, 2, 3}})).offsets, Offsets{0});
}

} // namespace
