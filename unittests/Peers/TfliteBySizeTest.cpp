//===- TfliteBySizeTest.cpp - Objects by size and distance ----------------===//
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

#include <gtest/gtest.h>

using namespace idealloc;
using test::buffersOf;
using test::Offsets;

namespace {

Offsets bySize(std::vector<std::array<int64_t, 4>> rows) {
  return planTfliteObjectsBySize(buffersOf(rows)).offsets;
}

TEST(TfliteObjectsBySize, TakesPositionsBeforeDistances) {
  // Positional maxima 10 and 3: 0 and 1 are at position 0, 2 at 1. So 1 joins
  // 0, though 2 is nearer, and then 2 finds o0 in use.
  EXPECT_EQ(bySize({{0, 1, 10}, {2, 3, 7}, {1, 3, 3}}), (Offsets{0, 0, 10}));
}

TEST(TfliteObjectsBySize, TakesDistancesBeforeSizes) {
  // Positional maxima 10 and 8: 0 is at position 0, the others at 1. To o0, 2
  // is nearer than 3, which is larger. 3 then finds o0 in use and joins 1.
  EXPECT_EQ(bySize({{0, 1, 10}, {0, 1, 8}, {1, 3, 7}, {2, 4, 8}}),
            (Offsets{0, 10, 0, 10}));
}

TEST(TfliteObjectsBySize, TakesTheLargestAtEqualDistance) {
  // As above, but 2 and 3 are equally near and 3 is larger.
  EXPECT_EQ(bySize({{0, 1, 10}, {0, 1, 8}, {1, 3, 4}, {1, 3, 5}}),
            (Offsets{0, 10, 10, 0}));
}

TEST(TfliteObjectsBySize, TakesEqualsByBeginThenIndex) {
  EXPECT_EQ(bySize({{1, 3, 5}, {0, 3, 5}, {1, 3, 5}}), (Offsets{5, 0, 10}));
}

TEST(TfliteObjectsBySize, JoinsTheNearestObject) {
  // Positional maxima 10, 8, 7: o0 for 0, o1 for 1, which ends later. At
  // position 2 are 2, which is near to none, and 3: to o1.
  EXPECT_EQ(bySize({{0, 1, 10}, {0, 2, 8}, {0, 1, 7}, {3, 4, 7}}),
            (Offsets{0, 10, 18, 10}));
  // The same backwards in time.
  EXPECT_EQ(bySize({{3, 4, 10}, {2, 4, 8}, {3, 4, 7}, {0, 1, 7}}),
            (Offsets{0, 10, 18, 10}));
}

TEST(TfliteObjectsBySize, CountsTasksNotTime) {
  // Positional maxima 20, 18, 16: o0 for 0 and 1, o1 for 2. 3 begins 4 after 0,
  // but three times lie between; 2 begins 85 after it, the next time of all.
  EXPECT_EQ(bySize({{0, 10, 20},
                    {105, 110, 20},
                    {100, 110, 18},
                    {14, 15, 16},
                    {105, 110, 16},
                    {11, 12, 1},
                    {12, 13, 1}}),
            (Offsets{0, 0, 20, 20, 38, 0, 0}));
}

TEST(TfliteObjectsBySize, JoinsWhatCameToADistanceFirst) {
  // All of the first three end at 1.
  EXPECT_EQ(bySize({{0, 1, 10}, {0, 1, 8}, {0, 1, 7}, {1, 2, 7}}),
            (Offsets{0, 10, 18, 0}));
  // Positional maxima 20, 18, 16, 14. o0 for 0; o1 for 1, at distance 0 of 5.
  // At position 2 is 4, which joins o0 and brings it to distance 0 of 5 too,
  // and 2. At position 3, 5 joins o1, which came first.
  EXPECT_EQ(bySize({{0, 1, 20},
                    {0, 5, 18},
                    {0, 1, 16},
                    {0, 1, 14},
                    {4, 5, 16},
                    {5, 6, 14}}),
            (Offsets{0, 20, 38, 54, 0, 20}));
}

TEST(TfliteObjectsBySize, JoinsTheFirstObjectAfterItsNearestIsTaken) {
  // Positional maxima 20, 18, 16, 14, 12. As above, but there is o2 for 2 at
  // distance 0 of 7, with o1 and later o0 at distance 1. Then 6 joins o2, in
  // which it conflicts with 7, and 7 joins o0, though o1 was there first.
  EXPECT_EQ(bySize({{0, 1, 20},
                    {0, 5, 18},
                    {0, 6, 16},
                    {0, 1, 14},
                    {4, 5, 16},
                    {0, 1, 12},
                    {6, 7, 14},
                    {6, 7, 12}}),
            (Offsets{0, 20, 38, 54, 0, 68, 38, 0}));
}

TEST(TfliteObjectsBySize, JoinsTheNextNearestObjectAfterItsNearestIsTaken) {
  // Backwards in time: 4 and 6 are nearest to o2 of 2, then to o1 of 1; 4 joins
  // o2.
  EXPECT_EQ(bySize({{6, 7, 20},
                    {2, 7, 18},
                    {1, 7, 16},
                    {6, 7, 14},
                    {0, 1, 14},
                    {6, 7, 12},
                    {0, 1, 12}}),
            (Offsets{0, 20, 38, 54, 38, 68, 20}));
}

TEST(TfliteObjectsBest, IsTheSmallerOfTwoAndBySizeIfEqual) {
  std::mt19937_64 random(1);
  int sizeWins = 0, breadthWins = 0;
  for (int run = 0; run < 60; ++run) {
    Problem problem = test::shortBuffers(20, random);
    Plan best = planTfliteObjectsBest(problem);
    Plan size = planTfliteObjectsBySize(problem);
    Plan breadth = planTfliteObjectsByBreadth(problem);
    sizeWins += size.makespan < breadth.makespan;
    breadthWins += breadth.makespan < size.makespan;
    EXPECT_EQ(best.offsets, breadth.makespan < size.makespan ? breadth.offsets
                                                             : size.offsets);
    EXPECT_EQ(best.effort, 2u);
  }
  EXPECT_GT(sizeWins, 0);
  EXPECT_GT(breadthWins, 0);
}

} // namespace
