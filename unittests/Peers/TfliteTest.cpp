//===- TfliteTest.cpp - Offsets as TensorFlow Lite plans them -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placements.h"
#include "idealloc/Peers/Peers.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

using namespace idealloc;
using test::buffersOf;
using test::Offsets;

namespace {

class TfliteOffsets : public testing::TestWithParam<const char *> {
protected:
  Offsets plan(const Problem &problem) {
    return planWith(GetParam(), problem)->offsets;
  }
};

TEST_P(TfliteOffsets, TakeTheLargestThenTheEarliestThenTheFirst) {
  // All are live at 7: 3 is the largest, 1 and 2 begin before 0.
  EXPECT_EQ(plan(buffersOf({{2, 9, 4}, {1, 9, 4}, {1, 8, 4}, {0, 9, 5}})),
            (Offsets{13, 5, 9, 0}));
}

TEST_P(TfliteOffsets, TakeTheSmallestFreeRange) {
  // 0 to 3 are stacked. From 5 on only 1 at [10, 19) and 3 at [27, 34) are
  // live, so that [0, 10) and [19, 27) are free for 4.
  EXPECT_EQ(
      plan(buffersOf({{0, 2, 10}, {1, 9, 9}, {1, 4, 8}, {1, 9, 7}, {5, 9, 6}})),
      (Offsets{0, 10, 19, 27, 19}));
}

INSTANTIATE_TEST_SUITE_P(Rows, TfliteOffsets,
                         testing::Values("tflite-greedy-by-size",
                                         "tflite-arena"));

TEST(TfliteArena, TakesBuffersLiveThroughoutFirstAndByIndex) {
  // Live throughout [-3, 9): 0, then 2, which is larger. Then 1, then 3, which
  // lives one step less.
  EXPECT_EQ(planTfliteArena(
                buffersOf({{-3, 9, 1}, {2, 5, 8}, {-3, 9, 3}, {-3, 8, 2}}))
                .offsets,
            (Offsets{0, 4, 1, 12}));
}

TEST(TfliteArena, TakesTheEmptyProblem) {
  EXPECT_EQ(planTfliteArena({}).makespan, 0);
}

} // namespace
