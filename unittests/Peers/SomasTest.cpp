//===- SomasTest.cpp - MindSpore's SOMAS ----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placements.h"
#include "idealloc/Peers/Peers.h"

using namespace idealloc;
using test::buffersOf;
using test::Offsets;
using test::offsetsBy;

namespace {

TEST(SomasSingle, PlacesLargestFirstThenByIndex) {
  // Of equals neither the longer nor the earlier one.
  Problem problem = buffersOf({{1, 3, 2}, {1, 4, 5}, {0, 4, 2}});
  EXPECT_EQ(offsetsBy("somas-single-smallest", problem), (Offsets{5, 0, 7}));
  EXPECT_EQ(offsetsBy("somas-single-best", problem), (Offsets{5, 0, 7}));
}

TEST(SomasSingle, TakesTheRangeThatFits) {
  Problem problem = test::twoFreeRanges();
  EXPECT_EQ(offsetsBy("somas-single-smallest", problem).back(), 0);
  EXPECT_EQ(offsetsBy("somas-single-best", problem).back(), 10);
}

constexpr const char *shared[] = {"somas-shared-smallest", "somas-shared-best"};

TEST(SomasShared, PlacesLargestFirstThenByIndex) {
  Problem problem = buffersOf({{1, 3, 2}, {1, 4, 5}, {0, 4, 2}});
  for (const char *name : shared)
    EXPECT_EQ(offsetsBy(name, problem), (Offsets{5, 0, 7})) << name;
}

TEST(SomasShared, UsesABandUpToItsTop) {
  // 0 opens [0, 4); 1 takes all of it, 2 and 3 halves.
  Problem problem = buffersOf({{0, 1, 4}, {1, 2, 4}, {2, 3, 2}, {2, 3, 2}});
  for (const char *name : shared)
    EXPECT_EQ(offsetsBy(name, problem), (Offsets{0, 0, 0, 2})) << name;
}

TEST(SomasShared, NeverGrowsABand) {
  // 0 opens [0, 4), 1 takes its lower 3 bytes, so that 2 opens [4, 6) and 3,
  // which meets 1 and 2, [6, 8): the byte in [3, 4) stays free. One without
  // bands would put 2 at 3.
  Problem problem = buffersOf({{0, 1, 4}, {1, 2, 3}, {1, 2, 2}, {1, 2, 2}});
  for (const char *name : shared)
    EXPECT_EQ(offsetsBy(name, problem), (Offsets{0, 0, 4, 6})) << name;
}

/// A band of `height` for four steps. In step 1 it holds 6, 5, 4 and 3 bytes,
/// of which the first and the third are free again in step 2, where the last
/// buffer needs 1: free are [0, 6), [11, 15) and [18, height).
Problem bandOf(Bytes height) {
  return buffersOf(
      {{0, 1, height}, {1, 2, 6}, {1, 3, 5}, {1, 2, 4}, {1, 3, 3}, {2, 3, 1}});
}

TEST(SomasShared, TakesTheRangeThatFits) {
  auto last = [](Bytes height, SomasFit fit) {
    return planSomasShared(bandOf(height), fit).offsets.back();
  };
  EXPECT_EQ(last(40, SomasFit::Best), 11);
  EXPECT_EQ(last(40, SomasFit::Smallest), 0);
  EXPECT_EQ(last(40, SomasFit::Largest), 18);
  EXPECT_EQ(last(40, SomasFit::Worst), 18);
  EXPECT_EQ(last(20, SomasFit::Best), 18);
  EXPECT_EQ(last(20, SomasFit::Largest), 18);
  EXPECT_EQ(last(20, SomasFit::Worst), 0);
  EXPECT_EQ(offsetsBy("somas-shared-best", bandOf(40)).back(), 11);
  EXPECT_EQ(offsetsBy("somas-shared-smallest", bandOf(40)).back(), 0);
}

TEST(SomasShared, TakesTheLowestOfEqualRanges) {
  // In step 2 free are [0, 4) and [8, 12).
  Problem problem =
      buffersOf({{0, 1, 12}, {1, 2, 4}, {1, 3, 4}, {1, 2, 4}, {2, 3, 1}});
  for (SomasFit fit : {SomasFit::Best, SomasFit::Worst})
    EXPECT_EQ(planSomasShared(problem, fit).offsets, (Offsets{0, 0, 4, 8, 0}));
}

TEST(SomasShared, SearchesUpperBandsByBestFit) {
  // 2 opens [0, 9), 3 [9, 15) above it. All else meets 2. 0 goes to 9; 1 above
  // it, to 12; 4 meets only 1, so that [9, 12) and [14, 15) are free: the
  // smaller one, although smallest offset was asked for.
  EXPECT_EQ(
      offsetsBy(
          "somas-shared-smallest",
          buffersOf({{3, 4, 3}, {3, 5, 2}, {2, 5, 9}, {2, 3, 6}, {4, 5, 1}})),
      (Offsets{9, 12, 0, 9, 14}));
}

TEST(SomasShared, AlignsInsideBands) {
  // 0 opens [0, 9), 1 the band from 9, at 16. 2 meets both and gets a band of
  // its own though 7 bytes below 1 are free. 3 meets 2 alone and finds [0, 9),
  // 4 the 4 bytes from 4 above it.
  Problem problem =
      buffersOf({{0, 1, 9}, {0, 1, 8, 8}, {0, 2, 3}, {1, 2, 2}, {1, 2, 1, 4}});
  for (const char *name : shared)
    EXPECT_EQ(offsetsBy(name, problem), (Offsets{0, 16, 24, 0, 4})) << name;
}

TEST(SomasShared, MeasuresRangesFromTheirAlignedByte) {
  // In step 2 free are [9, 16), that is [12, 16), and [23, 29), that is
  // [24, 29). The former is smaller.
  EXPECT_EQ(offsetsBy("somas-shared-best", buffersOf({{0, 1, 35},
                                                      {1, 3, 9},
                                                      {1, 2, 7},
                                                      {1, 3, 7},
                                                      {1, 2, 6},
                                                      {1, 3, 6},
                                                      {2, 3, 2, 4}})),
            (Offsets{0, 0, 9, 16, 23, 29, 12}));
}

TEST(SomasShared, PlacesIntoGapsOfLifetimes) {
  Problem problem = buffersOf({{0, 9, 8}, {2, 5, 8}, {2, 6, 8}});
  problem.buffers[0].gaps = {{2, 5}};
  for (const char *name : shared)
    EXPECT_EQ(offsetsBy(name, problem), (Offsets{0, 0, 8})) << name;
}

TEST(Somas, RefusesPinsAndReservedRanges) {
  for (std::string name : {"somas-shared-smallest", "somas-shared-best",
                           "somas-release", "somas-debug"}) {
    EXPECT_EQ(planWith(name, test::twoFreeRanges()).error(),
              "strategy '" + name + "' does not honour pins");
    EXPECT_EQ(planWith(name, {.reserved = {{0, 1}}}).error(),
              "strategy '" + name + "' does not honour reserved ranges");
  }
}

} // namespace
