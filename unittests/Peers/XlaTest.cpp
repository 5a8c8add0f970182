//===- XlaTest.cpp - XLA's heap and its repacker --------------------------===//
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

TEST(XlaHeap, CountsCallsNotTime) {
  // Calls, A to allocate and F to release: A0 at 0; A1, F0 at 100; A2, F2 at
  // 101; A3, F3 at 102; F1 at 103. From A to F: 2, 6, 1, 1 calls. So 1 is first
  // although 0 lives 25 times as long.
  Problem problem =
      buffersOf({{0, 101, 4}, {100, 104, 4}, {101, 102, 1}, {102, 103, 1}});
  EXPECT_EQ(offsetsBy("xla-spatial", problem), (Offsets{4, 0, 4, 4}));
  EXPECT_EQ(offsetsBy("xla-temporal", problem), (Offsets{4, 0, 4, 4}));
  EXPECT_EQ(offsetsBy("xla-repack", problem), (Offsets{0, 4, 0, 0}));
  EXPECT_EQ(offsetsBy("xla-repack-spatial", problem), (Offsets{0, 4, 0, 0}));
}

TEST(XlaHeap, AllocatesByEndThenIndex) {
  // Calls: A0 A2 A1 F0 F2 F1 (0 and 2 are released in the first step). From A
  // to F: 3, 3, 3, so by index. If A came by index, A0 A1 A2 F0 F2 F1, it were
  // 3, 4, 2 and 1 were first.
  EXPECT_EQ(
      offsetsBy("xla-spatial", buffersOf({{0, 1, 2}, {0, 2, 2}, {0, 1, 2}})),
      (Offsets{0, 2, 4}));
  // A0 A1 F0 F1: 2, 2. If A came by latest end first, A1 A0 F0 F1, it were 1,
  // 3.
  EXPECT_EQ(offsetsBy("xla-spatial", buffersOf({{0, 1, 2}, {0, 2, 2}})),
            (Offsets{0, 2}));
  // A0 A1 F0 F1: 2, 2. If equal ends came backwards, A1 A0 F0 F1: 1, 3.
  EXPECT_EQ(offsetsBy("xla-spatial", buffersOf({{0, 1, 2}, {0, 1, 2}})),
            (Offsets{0, 2}));
}

TEST(XlaHeap, ReleasesByBeginThenIndex) {
  // A1 A0 F1 F0: 2, 2, so by index. If F came by index, A1 A0 F0 F1, it were
  // 1, 3.
  EXPECT_EQ(offsetsBy("xla-spatial", buffersOf({{1, 2, 2}, {0, 2, 2}})),
            (Offsets{0, 2}));
  // A0 A1 A2 F0 F1 F2: 3, 3, 3. If equal begins came backwards, A0 A1 A2 F1 F0
  // F2, it were 4, 2, 3.
  EXPECT_EQ(
      offsetsBy("xla-spatial", buffersOf({{0, 1, 2}, {0, 1, 2}, {0, 2, 2}})),
      (Offsets{0, 2, 4}));
}

TEST(XlaHeap, ReleasesInTheLastStep) {
  // Step 0: A0 A1 F0; step 1: A2 F1 F2. From A to F: 2, 3, 2. So 1 is first. If
  // F were at the end of the lifetime, A0 A1 | A2 F0 | F1 F2, it were 3, 3, 3.
  EXPECT_EQ(
      offsetsBy("xla-spatial", buffersOf({{0, 1, 2}, {0, 2, 2}, {1, 2, 2}})),
      (Offsets{2, 0, 2}));
}

TEST(XlaHeap, SortsBySizeOrLengthFirst) {
  // A1 A0 F0 F1: 1 and 3 calls.
  Problem problem = buffersOf({{2, 3, 5}, {0, 9, 2}});
  EXPECT_EQ(offsetsBy("xla-spatial", problem), (Offsets{0, 5}));
  EXPECT_EQ(offsetsBy("xla-repack-spatial", problem), (Offsets{0, 5}));
  EXPECT_EQ(offsetsBy("xla-temporal", problem), (Offsets{2, 0}));
  EXPECT_EQ(offsetsBy("xla-repack", problem), (Offsets{2, 0}));
}

TEST(XlaHeap, SortsEqualLengthsBySize) {
  Problem problem = buffersOf({{0, 4, 2}, {0, 4, 5}}); // 2 and 2 calls.
  EXPECT_EQ(offsetsBy("xla-temporal", problem), (Offsets{5, 0}));
  EXPECT_EQ(offsetsBy("xla-repack", problem), (Offsets{5, 0}));
}

TEST(XlaRepack, SortsEqualSizesByLength) {
  EXPECT_EQ(offsetsBy("xla-repack-spatial", buffersOf({{0, 4, 3}, {0, 6, 3}})),
            (Offsets{3, 0}));
}

TEST(XlaHeap, LeavesTheRestToTheIndex) {
  Problem problem = buffersOf({{0, 4, 3}, {0, 4, 3}});
  for (const char *name :
       {"xla-spatial", "xla-temporal", "xla-repack", "xla-repack-spatial"})
    EXPECT_EQ(offsetsBy(name, problem), (Offsets{0, 3})) << name;
}

TEST(XlaHeap, TakesTheSmallestRange) {
  for (const char *name : {"xla-spatial", "xla-temporal", "xla-best",
                           "xla-repack", "xla-repack-spatial"})
    EXPECT_EQ(offsetsBy(name, test::twoFreeRanges()).back(), 10) << name;
}

TEST(XlaBest, TakesTheSmallerOne) {
  // A1 A2 A0 F1 F2 | A3 F0 F3: 4, 3, 3, 2 calls.
  // Spatial: 3 [0, 4), 0 [4, 7), 2 [0, 3), 1 [7, 9). Temporal: 0 [0, 3),
  // 2 [3, 6), 1 [6, 8), 3 [3, 7).
  Problem temporal = buffersOf({{1, 3, 3}, {1, 2, 2}, {1, 2, 3}, {2, 3, 4}});
  EXPECT_EQ(offsetsBy("xla-spatial", temporal), (Offsets{4, 7, 0, 0}));
  EXPECT_EQ(offsetsBy("xla-temporal", temporal), (Offsets{0, 6, 3, 3}));
  EXPECT_EQ(offsetsBy("xla-best", temporal), (Offsets{0, 6, 3, 3}));
  // It is by best fit too: later [0, 3) and [4, 6) are free for 2 bytes.
  for (Buffer buffer : {Buffer{.lifetime = {20, 29}, .size = 1, .pin = 3},
                        Buffer{.lifetime = {20, 29}, .size = 2, .pin = 6},
                        Buffer{.lifetime = {22, 23}, .size = 2}})
    temporal.buffers.push_back(buffer);
  EXPECT_EQ(offsetsBy("xla-best", temporal), (Offsets{0, 6, 3, 3, 3, 6, 4}));
  // A0 A3 F0 | A1 F3 | A2 F1 F2: 2, 3, 2, 3 calls.
  // Spatial: 2 [0, 4), 3 [0, 3), 1 [4, 6), 0 [3, 5). Temporal: 3 [0, 3),
  // 1 [3, 5), 2 [5, 9), 0 [3, 5).
  Problem spatial = buffersOf({{0, 1, 2}, {1, 3, 2}, {2, 3, 4}, {0, 2, 3}});
  EXPECT_EQ(offsetsBy("xla-spatial", spatial), (Offsets{3, 4, 0, 0}));
  EXPECT_EQ(offsetsBy("xla-temporal", spatial), (Offsets{3, 3, 5, 0}));
  EXPECT_EQ(offsetsBy("xla-best", spatial), (Offsets{3, 4, 0, 0}));
}

TEST(XlaBest, TakesTheSpatialOneOfEquals) {
  // A0 | A1 F1 | F0: 3 and 1 calls. Both need 3 bytes.
  Problem problem = buffersOf({{0, 3, 1}, {1, 2, 2}});
  EXPECT_EQ(offsetsBy("xla-spatial", problem), (Offsets{2, 0}));
  EXPECT_EQ(offsetsBy("xla-temporal", problem), (Offsets{0, 1}));
  EXPECT_EQ(offsetsBy("xla-best", problem), (Offsets{2, 0}));
  EXPECT_EQ(planXlaBest(problem).effort, 2u);
}

} // namespace
