//===- TflmTest.cpp - The planner of TensorFlow Lite Micro ----------------===//
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

TEST(Tflm, PlacesLargestFirst) {
  EXPECT_EQ(offsetsBy("tflm-greedy", buffersOf({{0, 4, 2}, {0, 4, 5}})),
            (Offsets{5, 0}));
}

TEST(Tflm, PlacesEqualSizesBackwards) {
  // 4 bytes: 3 [0, 4), 1 [4, 8) as it meets 3; 2 bytes: 2 [8, 10), as 1 and 3
  // are below, 0 [10, 12).
  EXPECT_EQ(offsetsBy("tflm-greedy",
                      buffersOf({{0, 4, 2}, {0, 4, 4}, {0, 4, 2}, {0, 4, 4}})),
            (Offsets{10, 4, 8, 0}));
}

TEST(Tflm, TakesTheLowestRange) {
  EXPECT_EQ(offsetsBy("tflm-greedy", test::twoFreeRanges()).back(), 0);
}

TEST(Tflm, CountsBytesIn64Bits) {
  constexpr Bytes large = Bytes(3) << 30;
  EXPECT_EQ(offsetsBy("tflm-greedy",
                      buffersOf({{0, 4, large}, {0, 4, large}, {0, 4, 1}})),
            (Offsets{large, 0, 2 * large}));
}

} // namespace
