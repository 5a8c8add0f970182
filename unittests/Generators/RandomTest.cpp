//===- RandomTest.cpp - Random problems with a chosen load ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fingerprint.h"
#include "idealloc/Generators/Generators.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;
using test::fingerprint;

namespace {

/// The most buffers live at once.
Bytes mostLive(Problem problem) {
  for (Buffer &buffer : problem.buffers)
    buffer.size = 1;
  return load(problem).bytes;
}

TEST(RandomProblem, IsTheSameEverywhere) {
  EXPECT_EQ(fingerprint(randomProblem(500, {}, 7)), 5778004071917387059u);
  EXPECT_NE(fingerprint(randomProblem(500, {}, 8)),
            fingerprint(randomProblem(500, {}, 7)));
}

TEST(RandomProblem, MeetsTheLoadExactly) {
  for (uint64_t seed : {1, 2, 3})
    for (size_t count : {1, 2, 50, 3000})
      for (Bytes bytes : {Bytes(200003), Bytes(1) << 50})
        for (uint64_t spread : {1, 10, 300}) {
          RandomShape shape{.load = bytes, .spread = spread, .live = 40};
          Problem problem = randomProblem(count, shape, seed);
          ASSERT_FALSE(check(problem));
          ASSERT_EQ(problem.buffers.size(), count);
          ASSERT_GE(bytes, Bytes(spread) * mostLive(problem));
          EXPECT_EQ(load(problem).bytes, bytes)
              << count << " " << spread << " " << seed;
        }
}

TEST(RandomProblem, StaysCloseToALoadTooSmallForTheSpread) {
  for (uint64_t seed : {1, 2, 3})
    for (Bytes bytes : {1, 50, 500, 5000}) {
      RandomShape shape{.load = bytes, .spread = 1 << 20, .live = 100};
      Problem problem = randomProblem(1000, shape, seed);
      ASSERT_FALSE(check(problem));
      EXPECT_GE(load(problem).bytes, bytes);
      EXPECT_LE(load(problem).bytes, bytes + mostLive(problem));
    }
}

TEST(RandomProblem, SpreadsSizesAsAskedFor) {
  for (uint64_t spread : {1, 16, 4096}) {
    RandomShape shape{.load = Bytes(1) << 40, .spread = spread, .live = 50};
    Problem problem = randomProblem(4000, shape, 5);
    auto [least, most] =
        std::ranges::minmax(problem.buffers, {}, &Buffer::size);
    EXPECT_NEAR(double(most.size) / double(least.size), double(spread),
                0.02 * double(spread));
    // Log-uniform: half of the sizes are below the geometric mean.
    auto below = std::ranges::count_if(problem.buffers, [&](const Buffer &b) {
      return double(b.size) / double(least.size) * double(b.size) /
                 double(most.size) <
             1;
    });
    if (spread > 1) {
      EXPECT_NEAR(double(below), 2000, 150);
    }
  }
}

TEST(RandomProblem, KeepsAboutAsManyBuffersLiveAsAskedFor) {
  for (uint64_t live : {10, 200})
    EXPECT_NEAR(
        liveAt(randomProblem(2000, {.load = 1 << 30, .live = live}, 1), 1000)
            .size(),
        live, live / 2);
}

} // namespace
