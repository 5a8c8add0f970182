//===- TritonTest.cpp - The colouring of Triton ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placements.h"
#include "idealloc/Peers/Peers.h"

#include <gtest/gtest.h>

#include <limits>

using namespace idealloc;
using test::buffersOf;
using test::Offsets;

namespace {

/// Of problems in the order of their rows. `offset: [begin, end)` is a free
/// interval of time below, in the order of their turns; ".." means forever.
Plan planRows(const Problem &problem) {
  return planTriton(problem, {.earliestFirst = false});
}

TEST(Triton, OrdersByWhatItIsTold) {
  // All live together, so that each interval but the lowest is met by all, and
  // what comes first goes there.
  Problem problem = buffersOf({{2, 9, 2}, {1, 9, 3}, {0, 9, 2}});
  auto offsets = [&](bool earliest, bool largest) {
    return planTriton(problem,
                      {.earliestFirst = earliest, .largestFirst = largest})
        .offsets;
  };
  EXPECT_EQ(offsets(true, false), (Offsets{5, 2, 0}));
  EXPECT_EQ(offsets(false, false), (Offsets{0, 2, 5}));
  EXPECT_EQ(offsets(true, true), (Offsets{5, 0, 3}));
  EXPECT_EQ(offsets(false, true), (Offsets{3, 0, 5}));
}

TEST(Triton, RowsDifferInOrder) {
  Problem problem = buffersOf({{2, 9, 2}, {1, 9, 3}, {0, 9, 2}});
  auto offsets = [&](const char *name) {
    return planWith(name, problem)->offsets;
  };
  EXPECT_EQ(offsets("triton-2024"), (Offsets{5, 2, 0}));
  EXPECT_EQ(offsets("triton-2024-rows"), (Offsets{0, 2, 5}));
  EXPECT_EQ(offsets("triton-2026"), (Offsets{5, 0, 3}));
  EXPECT_EQ(offsets("triton-2026-rows"), (Offsets{3, 0, 5}));
}

TEST(Triton, TakesTheIntervalMadeFirstOfEquals) {
  // 0 to 0, leaves 4: [4, 7), 0: [.., 7), 0: [4, ..).
  // 0: [.., 7): 2 meets no other, to 0, leaves 4: [2, 4), 0: [.., 4), 0: [2,
  // 7). All at 0 are dropped: 1 and 3 meet others, too. 4: [4, 7) is older than
  // 4: [2, 4): 3 meets no other, to 4, leaves 5: [4, 7). 4: [2, 4) is dropped,
  // 1 meets 5: [4, 7); to 5. The younger one first would have put 1 to 4.
  Problem problem = buffersOf({{4, 7, 4}, {2, 5, 4}, {2, 4, 4}, {4, 7, 1}});
  EXPECT_EQ(planRows(problem).offsets, (Offsets{0, 5, 0, 4}));
}

TEST(Triton, MovesWhatClashesAboveTheFirstColour) {
  // 0 to 0, leaves 2: [4, 5), 0: [.., 5), 0: [4, ..).
  // 0: [.., 5): 1 to 0, leaves 1: [0, 1), 0: [.., 1), 0: [0, 5).
  // 1: [0, 1): 2 to 1, leaves 4: [0, 1). 2: [4, 5): 3 to 2.
  // 2 and 3 are both live at 3: 3, the later one, goes to the end of 2.
  Problem problem = buffersOf({{4, 5, 2}, {0, 1, 1}, {0, 4, 3}, {3, 6, 2}});
  Plan plan = planRows(problem);
  EXPECT_EQ(plan.offsets, (Offsets{0, 0, 1, 4}));
  EXPECT_EQ(plan.effort, 2u);
}

TEST(Triton, KeepsTheFirstColourBehindAnother) {
  // 0 and 1 to 0, leave 4: [5, 6) and 4: [0, 3), which 2 and 3 take; 2 leaves
  // 5: [5, 6), which 4 takes. 3 ([4, 6)) clashes with 2 ([4, 5)) and with 4
  // ([5, 7)): it moves to 7, above both, though 4 is later. 4 clashes with 3
  // alone, which has the second colour, and stays.
  Problem problem =
      buffersOf({{5, 6, 4}, {0, 3, 4}, {3, 7, 1}, {1, 4, 2}, {3, 7, 2}});
  EXPECT_EQ(planRows(problem).offsets, (Offsets{0, 0, 4, 7, 5}));
}

TEST(Triton, WidensWhatIsFreeToTheLeft) {
  // 0 to 0, leaves 1: [2, 4), 0: [.., 4), 0: [2, ..). 2 takes the last one.
  // 1: [2, 4): 1 to 1, leaves 2: [3, 4) and, up to its own end, 1: [2, 5).
  // 1: [2, 5) meets 4 at 4, though 1 is there; to 1, leaves 3: [4, 5).
  // 3 to 3. 4 clashes with 1, moves to 2, clashes with 3, moves to 5.
  Problem problem =
      buffersOf({{2, 4, 1}, {3, 5, 1}, {5, 8, 1}, {3, 5, 2}, {4, 6, 2}});
  Plan plan = planRows(problem);
  EXPECT_EQ(plan.offsets, (Offsets{0, 1, 0, 3, 5}));
  EXPECT_EQ(plan.effort, 3u);
}

TEST(Triton, WidensWhatIsFreeToTheRight) {
  // 0 and 1 to 0, leave 2: [5, 9), 2: [2, 4). 2: [5, 9) is older: 3 meets both;
  // 2 to 2, leaves 6: [5, 8) and 2: [4, 9), from its own begin.
  // 2: [2, 4): 3 meets 2: [4, 9), too, so 4 to 2, leaves 4: [2, 4).
  // 2: [4, 9) meets no one alone. 4: [2, 4): 3 to 4. It clashes with 2 at 4 and
  // moves to 6. If 2 had left 2: [8, 9), 3 would have come before 4.
  Problem problem =
      buffersOf({{5, 9, 2}, {2, 4, 2}, {4, 8, 4}, {1, 5, 4}, {2, 4, 2}});
  EXPECT_EQ(planRows(problem).offsets, (Offsets{0, 0, 2, 6, 2}));
}

TEST(Triton, MovesOneByOne) {
  // Starts 0, 2, 0, 1, 4, 7, 7. Live together are 1, 3, 4 and 6 at 3, and 3, 4
  // and 5 at 1. 3 ([1, 4)) and 4 ([4, 7)) clash with 1 ([2, 5)) and move to 5.
  // Now 3 and 4 ([5, 8)) clash with each other and with 5 ([7, 11)) and 6
  // ([7, 12)). 3 stays, 4 goes to 12; 5 and 6, later, to 15, above where 4 is
  // by now: above where it was, 5 would go to 8.
  Problem problem = buffersOf({{5, 8, 2},
                               {3, 6, 3},
                               {0, 3, 1},
                               {1, 5, 3},
                               {1, 5, 3},
                               {0, 2, 4},
                               {2, 6, 5}});
  Plan plan = planRows(problem);
  EXPECT_EQ(plan.offsets, (Offsets{0, 2, 0, 5, 12, 15, 15}));
  EXPECT_EQ(plan.effort, 3u);
}

TEST(Triton, RoundsUpToAlignments) {
  Problem problem = buffersOf({{4, 5, 2}, {0, 1, 1}, {0, 4, 3}, {3, 6, 2}});
  problem.buffers[2].alignment = 4;
  // As in MovesWhatClashes, but 2 starts at 4 and clashes with no one.
  EXPECT_EQ(planRows(problem).offsets, (Offsets{0, 0, 4, 2}));
  problem.buffers[2].alignment = 1;
  problem.buffers[3].alignment = 3;
  // 3 starts at 3, clashes with 2 ([1, 4)), moves to 4, up to 6.
  EXPECT_EQ(planRows(problem).offsets, (Offsets{0, 0, 1, 6}));
}

TEST(Triton, TakesTheHullOfALifetime) {
  Problem problem = buffersOf({{0, 9, 5}, {2, 4, 3}});
  problem.buffers[0].gaps = {{2, 4}};
  EXPECT_EQ(planRows(problem).offsets, (Offsets{0, 5}));
}

TEST(Triton, FallsBackAtTheTimeLimit) {
  // The second of three rounds of WidensWhatIsFreeToTheLeft does not begin: by
  // offset 0, 2, 1, 4, 3 go by first fit to 0, 0, 1, 2 and 4.
  Problem problem =
      buffersOf({{2, 4, 1}, {3, 5, 1}, {5, 8, 1}, {3, 5, 2}, {4, 6, 2}});
  Plan plan =
      planTriton(problem, {.budget = {.timeLimit = 0}, .earliestFirst = false});
  EXPECT_EQ(plan.offsets, (Offsets{0, 1, 0, 4, 2}));
}

/// A chain of moves: 5 from 1 to 2 above 2, and above 4, which it met there, to
/// 32: a makespan of 62 where all sizes are 35 together.
Problem chain(Bytes unit) {
  Problem problem = buffersOf(
      {{0, 1, 1}, {2, 3, 1}, {1, 4, 1}, {2, 3, 1}, {0, 3, 1}, {0, 2, 30}});
  for (Buffer &buffer : problem.buffers)
    buffer.size *= unit;
  return problem;
}

TEST(Triton, CanExceedTheSumOfAllSizes) {
  Plan plan = planRows(chain(1));
  EXPECT_EQ(plan.offsets, (Offsets{0, 0, 1, 2, 31, 32}));
  EXPECT_EQ(plan.makespan, 62);
}

TEST(Triton, FallsBackWhereAMakespanWouldBeTooLarge) {
  // The second round would. By offset and index 0, 1, 2, 3, 5, 4 go by first
  // fit to 0, 0, 1, 2, 2 and 32 units.
  constexpr Bytes unit = std::numeric_limits<Bytes>::max() / 36;
  ASSERT_FALSE(check(chain(unit)));
  EXPECT_EQ(planRows(chain(unit)).offsets,
            (Offsets{0, 0, unit, 2 * unit, 32 * unit, 2 * unit}));
}

TEST(Triton, TakesSmallAndHugeProblems) {
  EXPECT_EQ(planTriton({}).status, Status::Optimal);
  EXPECT_EQ(planTriton(buffersOf({{-5, 2, Bytes(1) << 62}})).offsets,
            Offsets{0});
  constexpr Time first = std::numeric_limits<Time>::min();
  constexpr Time last = std::numeric_limits<Time>::max();
  EXPECT_EQ(planTriton(buffersOf({{first, last, 3}, {0, 1, 2}})).offsets,
            (Offsets{0, 3}));
}

} // namespace
