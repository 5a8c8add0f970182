//===- VelaTest.cpp - The planners of Vela --------------------------------===//
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

TEST(VelaGreedy, TakesTheLongestOfTheEarliest) {
  Problem problem = buffersOf({{0, 2, 3}, {0, 5, 4}, {-1, 1, 1}});
  EXPECT_EQ(planWith("vela-greedy", problem)->offsets, (Offsets{5, 1, 0}));
}

/// Both climbs.
class VelaClimbs
    : public testing::TestWithParam<Plan (*)(const Problem &, const Budget &)> {
protected:
  Plan plan(const Problem &problem, const Budget &options = {}) {
    return GetParam()(problem, options);
  }
  /// The first placement meets the lower bound.
  Offsets atOnce(const Problem &problem) {
    Plan first = plan(problem);
    EXPECT_EQ(first.status, Status::Optimal);
    EXPECT_EQ(first.effort, 1u);
    return first.offsets;
  }
};

INSTANTIATE_TEST_SUITE_P(Both, VelaClimbs,
                         testing::Values(planVelaHillClimb, planVelaSearch),
                         [](const auto &info) {
                           return info.index == 0 ? "HillClimb" : "Search";
                         });

TEST_P(VelaClimbs, TakesTheMostUrgentFirst) {
  // 6 bytes are live with 0 and 2, but 2 with 1 and 3. Of 0 and 2 the former is
  // longer. 1 is the longest of all: first, it would push 0 to 1 and 2 to 2.
  Problem problem = buffersOf({{0, 2, 1}, {1, 9, 1}, {0, 1, 5}, {4, 5, 1}});
  EXPECT_EQ(atOnce(problem), (Offsets{0, 1, 1, 0}));
}

TEST_P(VelaClimbs, ThenTheLongestInEndpoints) {
  // 0 is the longest in time and sees two endpoints after its begin; 1 sees
  // four: -2, -1, 0, 1.
  Problem problem = buffersOf({{0, 100, 1}, {-3, 1, 1}, {-2, -1, 1}});
  EXPECT_EQ(atOnce(problem), (Offsets{1, 0, 1}));
}

TEST_P(VelaClimbs, ThenTheEarliest) {
  Problem problem = buffersOf({{2, 4, 2}, {1, 3, 1}, {1, 2, 1}});
  // At 1 two bytes are live, at 2 three: 2 is the last.
  EXPECT_EQ(atOnce(problem), (Offsets{1, 0, 1}));
}

TEST_P(VelaClimbs, ThenTheLargest) {
  EXPECT_EQ(atOnce(buffersOf({{0, 4, 1}, {0, 4, 2}})), (Offsets{2, 0}));
}

TEST_P(VelaClimbs, ThenTheFirst) {
  EXPECT_EQ(atOnce(buffersOf({{0, 4, 2}, {0, 4, 2}})), (Offsets{0, 2}));
}

TEST_P(VelaClimbs, UsesTheLowestFreeRange) {
  // By urgency 10, 10, 10, 10, 9 and length 0 to [0, 4), 2 to [4, 10), 1 and 4
  // on 0 beside 2, 3 below 2.
  Problem problem =
      buffersOf({{0, 3, 4}, {0, 1, 3}, {2, 6, 6}, {4, 6, 3}, {0, 1, 3}});
  EXPECT_EQ(atOnce(problem), (Offsets{0, 4, 4, 0, 7}));
}

/// By urgency 10, 10, 10, 10, 9, length and begin 0, 1, 4, 2, 3 go to 0, 3, 3,
/// 8 and 8: 12. 3 ends highest; its one neighbour, 1, lies on 0. As long as 0
/// is first, 1 ends at 8 or 12; exchanged with 1 it is at 5, above 1 and 4.
TEST_P(VelaClimbs, FollowsPredecessorsBeyondNeighbours) {
  Problem problem =
      buffersOf({{1, 4, 3}, {3, 7, 5}, {2, 4, 2}, {6, 10, 4}, {1, 3, 5}});
  for (uint64_t seed = 0; seed < 10; ++seed) {
    Plan best = plan(problem, {.seed = seed});
    EXPECT_EQ(best.status, Status::Optimal) << seed;
    EXPECT_EQ(best.makespan, 10) << seed;
    EXPECT_GT(best.effort, 1u) << seed;
  }
}

TEST_P(VelaClimbs, HonoursAlignmentsPinsAndReservedRanges) {
  // From 1, behind the first reserved range, to 2; over the pinned [4, 8) and
  // the second reserved range to 9, then 10.
  Problem problem = buffersOf({{0, 9, 4}, {0, 9, 3}});
  problem.buffers[0].pin = 4;
  problem.buffers[1].alignment = 2;
  problem.reserved = {{0, 1}, {8, 9}};
  EXPECT_EQ(plan(problem).offsets, (Offsets{4, 10}));
}

TEST_P(VelaClimbs, PlacesIntoGapsOfLifetimes) {
  Problem problem = buffersOf({{0, 9, 5}, {2, 4, 3}});
  problem.buffers[0].gaps = {{2, 4}};
  EXPECT_EQ(atOnce(problem), (Offsets{0, 0}));
}

TEST_P(VelaClimbs, TakesSmallProblems) {
  EXPECT_EQ(plan({}).status, Status::Optimal);
  EXPECT_EQ(atOnce(buffersOf({{-5, 2, Bytes(1) << 62}})), Offsets{0});
}

/// LOAD is 4, the optimum 5, which the first placement reaches.
Problem witness() {
  return buffersOf({{0, 1, 2},
                    {0, 2, 2},
                    {1, 3, 1},
                    {1, 4, 1},
                    {2, 4, 1},
                    {3, 5, 2},
                    {4, 5, 2}});
}

TEST_P(VelaClimbs, ObeysEffortAndTime) {
  EXPECT_EQ(plan(witness()).makespan, 5);
  EXPECT_EQ(plan(witness()).effort, 501u);
  EXPECT_EQ(plan(witness(), {.effort = 0.1}).effort, 51u);
  EXPECT_EQ(plan(witness(), {.effort = 0}).effort, 2u);
  EXPECT_EQ(plan(witness(), {.timeLimit = 0}).effort, 1u);
}

struct Outcome {
  Bytes makespan;
  uint64_t effort;
};

/// Runs of naive programs that follow the originals line by line.
TEST(VelaHillClimb, RepeatsTheOriginal) {
  const Outcome runs[] = {{280, 921}, {280, 533}, {287, 950}, {279, 577}};
  for (uint64_t seed = 0; seed < std::size(runs); ++seed) {
    Plan plan = planVelaHillClimb(test::hardBuffers(), {.seed = seed});
    EXPECT_EQ(plan.makespan, runs[seed].makespan) << seed;
    EXPECT_EQ(plan.effort, runs[seed].effort) << seed;
  }
}

TEST(VelaSearch, RepeatsTheOriginal) {
  const Bytes makespans[] = {286, 286, 296, 284};
  for (uint64_t seed = 0; seed < std::size(makespans); ++seed)
    EXPECT_EQ(planVelaSearch(test::hardBuffers(), {.seed = seed}).makespan,
              makespans[seed]);
}

TEST(VelaHillClimb, MakesAtLeastAsManyIterationsAsItIsGiven) {
  // And never less than 500 without gain.
  EXPECT_EQ(planVelaHillClimb(witness(), {.iterations = 7}).effort, 501u);
  EXPECT_EQ(planVelaHillClimb(witness(), {.iterations = 700}).effort, 701u);
}

TEST(VelaSearch, MakesAsManyIterationsAsItIsGiven) {
  EXPECT_EQ(planVelaSearch(witness(), {.iterations = 7}).effort, 8u);
}

} // namespace
