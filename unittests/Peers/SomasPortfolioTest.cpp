//===- SomasPortfolioTest.cpp - MindSpore's SOMAS, best of all ------------===//
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

/// For the last buffer [0, 6), [11, 15) and [18, 40) are free, and all need 40
/// bytes.
const Problem threeFreeRanges = buffersOf(
    {{0, 1, 40}, {1, 2, 6}, {1, 3, 5}, {1, 2, 4}, {1, 3, 3}, {2, 3, 1}});

/// Makespans of the four of the released portfolio, and what it answers.
struct Release {
  Problem problem;
  Bytes sharedBest, sharedSmallest, singleBest, singleSmallest;
  Offsets answer;
};

TEST(SomasRelease, TakesTheSmallestPlan) {
  for (const Release &row : {
           // 0 opens [0, 20): 3 [0, 7), 4 [7, 14). 5 has [0, 7) and [14, 20),
           // takes the latter; 1 [0, 5), 2 [5, 7). With the lowest range 5 is
           // at 0, 1 at 14, 2 at 20. A single object goes above 14 for 1 and
           // 2.
           Release{buffersOf({{0, 1, 20},
                              {3, 4, 5},
                              {3, 4, 2},
                              {2, 3, 7},
                              {2, 4, 7},
                              {3, 4, 6}}),
                   20, 22, 21, 21, Offsets{0, 0, 5, 0, 7, 14}},
           // 3 opens [0, 12): 0 [0, 9); 1 opens [12, 16); 2 [9, 11); 4 at 12.
           // 5 has [0, 9) and [11, 12): with the lower one the other is left
           // for 6, which meets 1 and else goes on top.
           Release{buffersOf({{4, 5, 9},
                              {4, 5, 4},
                              {2, 5, 2},
                              {0, 1, 12},
                              {0, 3, 2},
                              {2, 3, 1},
                              {2, 5, 1}}),
                   17, 16, 18, 18, Offsets{0, 12, 9, 0, 12, 0, 11}},
           // 0 [0, 4), 4 [4, 8), 1 [8, 11), 2 [11, 14). 3 has [0, 4) and
           // [8, 11), takes the latter; 5 [0, 2), else 5 were on top.
           Release{buffersOf({{3, 4, 4},
                              {2, 4, 3},
                              {0, 4, 3},
                              {0, 1, 3},
                              {0, 4, 4},
                              {0, 3, 2}}),
                   16, 16, 14, 16, Offsets{0, 8, 11, 8, 4, 0}},
           // 4 [0, 5), 0 [0, 4), 1 [4, 8), 6 [8, 11), 2 [4, 6). 3 has [0, 4)
           // and [6, 8), takes the former; 5 [6, 7), else 5 were on top.
           Release{buffersOf({{1, 3, 4},
                              {2, 3, 4},
                              {0, 2, 2},
                              {0, 1, 2},
                              {4, 5, 5},
                              {0, 2, 1},
                              {0, 3, 3}}),
                   12, 12, 12, 11, Offsets{0, 4, 4, 0, 0, 6, 8}},
       }) {
    EXPECT_EQ(planWith("somas-shared-best", row.problem)->makespan,
              row.sharedBest);
    EXPECT_EQ(planWith("somas-shared-smallest", row.problem)->makespan,
              row.sharedSmallest);
    EXPECT_EQ(planWith("somas-single-best", row.problem)->makespan,
              row.singleBest);
    EXPECT_EQ(planWith("somas-single-smallest", row.problem)->makespan,
              row.singleSmallest);
    EXPECT_EQ(offsetsBy("somas-release", row.problem), row.answer);
  }
}

TEST(SomasRelease, TakesTheLastOfEquals) {
  // 1 opens [0, 4): 2 [0, 3); 3 opens [4, 7): 0 [4, 6). A single object puts 0
  // at 3. Both need 7 bytes.
  Problem problem = buffersOf({{0, 1, 2}, {2, 3, 4}, {0, 1, 3}, {2, 3, 3}});
  EXPECT_EQ(offsetsBy("somas-shared-best", problem), (Offsets{4, 0, 0, 4}));
  EXPECT_EQ(offsetsBy("somas-release", problem), (Offsets{3, 0, 0, 4}));
  EXPECT_EQ(planSomasRelease(problem).effort, 4u);
  // The last one takes the smallest offset.
  EXPECT_EQ(offsetsBy("somas-release", threeFreeRanges).back(), 0);
}

struct Debug {
  const char *only; ///< The order or fit without which it is worse.
  Problem problem;
  Offsets answer;
};

TEST(SomasDebug, TriesSixOrders) {
  // In the order given: by the lowest range or, from Fewer on, above all;
  // either is the last fit with which it is as good.
  for (const Debug &row : {
           // 4 bytes: 0 [0, 4), 4 [4, 8); 3: 1 [0, 3), 2 [3, 6); 2: 3 [6, 8).
           Debug{"index",
                 buffersOf(
                     {{3, 4, 4}, {0, 2, 3}, {0, 1, 3}, {0, 1, 2}, {1, 4, 4}}),
                 Offsets{0, 0, 3, 6, 4}},
           // 4: 4 [0, 4), 3 [4, 8); 3: 2 [0, 3), 1 [3, 6); 2: 0 [6, 8).
           Debug{"index backwards",
                 buffersOf(
                     {{0, 1, 2}, {0, 1, 3}, {0, 3, 3}, {2, 4, 4}, {3, 4, 4}}),
                 Offsets{6, 3, 0, 4, 0}},
           // Conflicts of 2 bytes: 4, 3, 3. 4: 3 [0, 4); 3: 4 [0, 3); 2: 1
           // [3, 5), 2 [5, 7), 0 [7, 9).
           Debug{"fewest conflicts",
                 buffersOf(
                     {{0, 3, 2}, {1, 3, 2}, {0, 2, 2}, {0, 1, 4}, {2, 3, 3}}),
                 Offsets{7, 3, 5, 0, 0}},
           // Conflicts of 3 bytes: 1: 3, 3: 3, 4: 4. 5: 0 [0, 5); 4: 2 [0, 4);
           // 3: 3 [4, 7), 1 [7, 10), 4 [10, 13).
           Debug{"fewest conflicts, index backwards",
                 buffersOf(
                     {{0, 1, 5}, {0, 2, 3}, {2, 3, 4}, {1, 3, 3}, {0, 3, 3}}),
                 Offsets{0, 7, 0, 4, 10}},
           // Conflicts of 3 bytes: 0: 2, the others 3. 4: 1 [0, 4); 3: 2
           // [0, 3), 3 [3, 6), 4 [6, 9), 0 [6, 9).
           Debug{"most conflicts",
                 buffersOf(
                     {{2, 3, 3}, {0, 1, 4}, {1, 3, 3}, {1, 3, 3}, {0, 2, 3}}),
                 Offsets{6, 0, 0, 3, 6}},
           // Conflicts of 5 bytes: 1: 4, 4: 2; of 2 bytes: 3 and 3. 5: 1
           // [0, 5), 4 [5, 10); 4: 0 [5, 9); 2: 3 [9, 11), 2 [11, 13).
           Debug{"most conflicts, index backwards",
                 buffersOf(
                     {{3, 4, 4}, {0, 4, 5}, {0, 2, 2}, {1, 4, 2}, {0, 1, 5}}),
                 Offsets{5, 0, 11, 9, 5}},
       })
    EXPECT_EQ(offsetsBy("somas-debug", row.problem), row.answer) << row.only;
}

TEST(SomasDebug, TriesFourFits) {
  for (const Debug &row : {
           // One object, most conflicts first. 6 bytes: 0 [0, 6); 5: 3 [6, 11),
           // 2 [11, 16); 4: 4 [16, 20), 1 [11, 15) rather than [0, 4); 3: 5
           // [0, 3), which else were on top.
           Debug{"best",
                 buffersOf({{2, 3, 6},
                            {0, 1, 4},
                            {1, 3, 5},
                            {0, 3, 5},
                            {0, 3, 4},
                            {0, 2, 3}}),
                 Offsets{0, 11, 11, 6, 16, 0}},
           // One object, most conflicts first. 6 bytes: 0 and 4 [0, 6), 3
           // [6, 12); 5: 2 [6, 11), 5 [11, 16); 4: 1 [16, 20), 6 [0, 4) rather
           // than [11, 15); 2: 7 [11, 13), which else were on top.
           Debug{"smallest",
                 buffersOf({{0, 2, 6},
                            {1, 4, 4},
                            {1, 5, 5},
                            {0, 1, 6},
                            {4, 5, 6},
                            {3, 5, 5},
                            {2, 3, 4},
                            {1, 3, 2}}),
                 Offsets{0, 16, 6, 6, 0, 11, 0, 11}},
           // 0 opens [0, 35): 6 [0, 11), 2 [11, 20), 3 [20, 28) rather than
           // [0, 8), 1 [28, 35), 4 [0, 6), 5 [6, 11).
           Debug{"largest",
                 buffersOf({{0, 1, 35},
                            {4, 5, 7},
                            {2, 5, 9},
                            {4, 5, 8},
                            {4, 5, 6},
                            {4, 5, 5},
                            {2, 3, 11}}),
                 Offsets{0, 28, 11, 20, 0, 6, 0}},
           // 0 opens [0, 36): 5 [0, 12), 3 [12, 21). 4 [21, 29) as 15 bytes are
           // left there and 12 below, 2 [0, 7) as 7 and 12, 1 [29, 35), 6
           // [7, 12).
           Debug{"worst",
                 buffersOf({{0, 1, 36},
                            {2, 4, 6},
                            {2, 3, 7},
                            {2, 4, 9},
                            {2, 3, 8},
                            {3, 4, 12},
                            {2, 3, 5}}),
                 Offsets{0, 29, 0, 12, 21, 0, 7}},
       })
    EXPECT_EQ(offsetsBy("somas-debug", row.problem), row.answer) << row.only;
}

TEST(SomasDebug, TriesAllOfThem) { EXPECT_EQ(planSomasDebug({}).effort, 48u); }

} // namespace
