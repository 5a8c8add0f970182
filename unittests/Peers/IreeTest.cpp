//===- IreeTest.cpp - How IREE lays out slices ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placements.h"

using namespace idealloc;
using test::buffersOf;
using test::Offsets;
using test::offsetsBy;

namespace {

TEST(Iree, PlacesEarliestFirst) {
  // 1 [0, 5), 0 [5, 7); in rows 0 [0, 2), 1 [2, 7).
  Problem problem = buffersOf({{1, 4, 2}, {0, 4, 5}});
  EXPECT_EQ(offsetsBy("iree", problem), (Offsets{5, 0}));
  EXPECT_EQ(offsetsBy("iree-rows", problem), (Offsets{0, 2}));
}

TEST(Iree, LeavesEqualBeginsToTheIndex) {
  // Neither the larger nor the longer one is first.
  Problem problem = buffersOf({{0, 4, 2}, {0, 5, 5}, {0, 3, 1}});
  EXPECT_EQ(offsetsBy("iree", problem), (Offsets{0, 2, 7}));
  EXPECT_EQ(offsetsBy("iree-rows", problem), (Offsets{0, 2, 7}));
}

TEST(Iree, TakesTheSmallestRange) {
  EXPECT_EQ(offsetsBy("iree", test::twoFreeRanges()).back(), 10);
  EXPECT_EQ(offsetsBy("iree-rows", test::twoFreeRanges()).back(), 10);
}

} // namespace
