//===- TfliteObjectsTest.cpp - Shared objects of TensorFlow Lite ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// In the comments o0, o1, ... are objects in the order they are opened, and so
// from offset 0 upwards.
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

TEST(TfliteObjects, TakeSizesThatSumToNearlyTheLargestNumber) {
  constexpr Bytes huge = Bytes(1) << 60;
  Problem problem = buffersOf({{0, 2, 2 * huge},
                               {1, 3, huge},
                               {2, 4, huge},
                               {3, 9, 2 * huge},
                               {4, 9, huge - 1}});
  for (const Strategy &row : strategies())
    if (row.name.starts_with("tflite-objects-"))
      EXPECT_TRUE(planWith(row.name, problem)) << row.name;
}

TEST(TfliteObjects, RefuseWhatTheyCannotHonour) {
  Problem plain = buffersOf({{0, 1, 4}, {0, 1, 4}});
  Problem pinned = plain, aligned = plain, reserved = plain, gap = plain;
  pinned.buffers[0].pin = 4;
  aligned.buffers[0].alignment = 4;
  reserved.reserved = {{0, 1}};
  gap.buffers[0] = {.lifetime = {0, 3}, .size = 4, .gaps = {{1, 2}}};
  for (const Strategy &row : strategies())
    if (row.name.starts_with("tflite-objects-")) {
      EXPECT_EQ(unsupported(row, pinned), "pins") << row.name;
      EXPECT_EQ(unsupported(row, aligned), "alignments") << row.name;
      EXPECT_EQ(unsupported(row, reserved), "reserved ranges") << row.name;
      EXPECT_TRUE(planWith(row.name, gap)) << row.name;
    }
}

//===----------------------------------------------------------------------===//
// Naive
//===----------------------------------------------------------------------===//

TEST(TfliteObjectsNaive, OpensAnObjectForEachByBegin) {
  EXPECT_EQ(planTfliteObjectsNaive(buffersOf({{4, 6, 5}, {0, 2, 3}})).offsets,
            (Offsets{3, 0}));
}

//===----------------------------------------------------------------------===//
// Equality
//===----------------------------------------------------------------------===//

Offsets byEquality(std::vector<std::array<int64_t, 4>> rows) {
  return planTfliteObjectsEquality(buffersOf(rows)).offsets;
}

TEST(TfliteObjectsEquality, ReusesEqualSizesOnly) {
  // o0 has 4 bytes and is free when 1 and 2 begin.
  EXPECT_EQ(byEquality({{0, 1, 4}, {1, 2, 5}, {2, 3, 4}, {3, 4, 3}}),
            (Offsets{0, 4, 0, 9}));
}

TEST(TfliteObjectsEquality, ReusesWhatWasFreedLast) {
  EXPECT_EQ(byEquality({{0, 2, 4}, {0, 1, 4}, {3, 4, 4}}), (Offsets{0, 4, 0}));
  EXPECT_EQ(byEquality({{0, 1, 4}, {0, 2, 4}, {3, 4, 4}}), (Offsets{0, 4, 4}));
}

TEST(TfliteObjectsEquality, ReusesTheLastObjectFreedAtOneTime) {
  EXPECT_EQ(byEquality({{0, 2, 4}, {0, 2, 4}, {3, 4, 4}}), (Offsets{0, 4, 4}));
}

//===----------------------------------------------------------------------===//
// In order
//===----------------------------------------------------------------------===//

Offsets inOrder(std::vector<std::array<int64_t, 4>> rows) {
  return planTfliteObjectsInOrder(buffersOf(rows)).offsets;
}

TEST(TfliteObjectsInOrder, TakesBuffersByBegin) {
  EXPECT_EQ(inOrder({{5, 6, 4}, {0, 1, 9}, {0, 6, 2}}), (Offsets{0, 0, 9}));
}

TEST(TfliteObjectsInOrder, TakesTheNearestSize) {
  EXPECT_EQ(inOrder({{0, 1, 4}, {0, 1, 8}, {1, 2, 7}}), (Offsets{0, 4, 4}));
}

TEST(TfliteObjectsInOrder, GrowsTheNearestSize) {
  EXPECT_EQ(inOrder({{0, 1, 4}, {0, 1, 8}, {1, 2, 5}}), (Offsets{0, 5, 0}));
  // Nothing is large enough.
  EXPECT_EQ(inOrder({{0, 1, 4}, {0, 1, 6}, {1, 2, 9}}), (Offsets{0, 4, 4}));
}

TEST(TfliteObjectsInOrder, KnowsHowLargeObjectsHaveGrown) {
  // o0 has grown from 4 to 6 bytes when 3 needs 7, and o1 has 9.
  EXPECT_EQ(inOrder({{0, 1, 4}, {0, 2, 9}, {1, 2, 6}, {2, 3, 7}}),
            (Offsets{0, 7, 0, 0}));
}

TEST(TfliteObjectsInOrder, TakesTheLargerOfTwoAtEqualDistance) {
  EXPECT_EQ(inOrder({{0, 1, 4}, {0, 1, 8}, {1, 2, 6}}), (Offsets{0, 4, 4}));
}

TEST(TfliteObjectsInOrder, TakesTheFirstOfEqualsLargeEnough) {
  EXPECT_EQ(inOrder({{0, 1, 8}, {0, 1, 8}, {1, 2, 6}}), (Offsets{0, 8, 0}));
}

TEST(TfliteObjectsInOrder, TakesTheFirstOfItsOwnSize) {
  EXPECT_EQ(inOrder({{0, 1, 4}, {0, 1, 4}, {1, 2, 4}}), (Offsets{0, 4, 0}));
}

TEST(TfliteObjectsInOrder, TakesTheLastOfEqualsTooSmall) {
  EXPECT_EQ(inOrder({{0, 1, 4}, {0, 1, 4}, {1, 2, 6}}), (Offsets{0, 4, 4}));
}

TEST(TfliteObjectsInOrder, OpensAnObjectOnlyIfNoneIsFree) {
  EXPECT_EQ(inOrder({{0, 2, 4}, {1, 3, 4}, {2, 3, 90}}), (Offsets{0, 90, 0}));
}

//===----------------------------------------------------------------------===//
// By breadth
//===----------------------------------------------------------------------===//

Offsets byBreadth(std::vector<std::array<int64_t, 4>> rows) {
  return planTfliteObjectsByBreadth(buffersOf(rows)).offsets;
}

TEST(TfliteObjectsByBreadth, StartsWithTheBroadestTaskAndItsLargestBuffer) {
  // The second task, of breadth 7: o0 for 2, o1 for 1. Then 0, of 2 bytes,
  // fits both and goes to the smaller one.
  EXPECT_EQ(byBreadth({{0, 1, 2}, {1, 2, 3}, {1, 2, 4}}), (Offsets{4, 4, 0}));
}

TEST(TfliteObjectsByBreadth, TakesTheEarlierOfEquallyBroadTasks) {
  // [0, 1) and [2, 3) have breadth 8. The earlier one: o0 of 5 for 1, o1 of 3
  // for 0. The later one: 3 fits o0, 2 opens o2. The later one first, 0 and 3
  // would open o0 and o1, and 1 would grow o1.
  EXPECT_EQ(byBreadth({{0, 3, 3}, {0, 1, 5}, {2, 3, 2}, {2, 3, 3}}),
            (Offsets{5, 0, 8, 0}));
}

TEST(TfliteObjectsByBreadth, TakesEqualSizesByBeginThenIndex) {
  EXPECT_EQ(byBreadth({{1, 3, 4}, {0, 3, 4}, {1, 3, 4}}), (Offsets{4, 0, 8}));
}

TEST(TfliteObjectsByBreadth, TakesTheSmallestLargeEnough) {
  EXPECT_EQ(byBreadth({{0, 1, 8}, {0, 1, 5}, {0, 1, 2}, {1, 2, 4}}),
            (Offsets{0, 8, 13, 8}));
}

TEST(TfliteObjectsByBreadth, GrowsTheLargestIfNoneIsLargeEnough) {
  EXPECT_EQ(byBreadth({{0, 1, 5}, {0, 1, 3}, {1, 2, 6}}), (Offsets{0, 6, 0}));
}

TEST(TfliteObjectsByBreadth, TakesTheFirstOfEquals) {
  EXPECT_EQ(byBreadth({{0, 1, 4}, {0, 1, 4}, {1, 2, 3}}), (Offsets{0, 4, 0}));
  EXPECT_EQ(byBreadth({{0, 1, 4}, {0, 1, 4}, {1, 2, 5}}), (Offsets{0, 5, 0}));
}

TEST(TfliteObjectsByBreadth, SkipsObjectsInUse) {
  // 2 conflicts with 0 and not with 1, which is smaller.
  EXPECT_EQ(byBreadth({{0, 2, 9}, {0, 1, 4}, {1, 2, 7}}), (Offsets{0, 9, 9}));
}

} // namespace
