//===- SkylineTest.cpp - Tests of placing the lowest buffer first ---------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/Skyline.h"
#include "TestProblems.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace idealloc;

namespace {

/// Looks at every buffer and every pair in every step.
std::vector<Bytes> naive(const Problem &problem,
                         const std::vector<size_t> &order) {
  const std::vector<Buffer> &buffers = problem.buffers;
  std::vector<Bytes> offsets(buffers.size(), -1);
  auto lowest = [&](size_t i) {
    Bytes floor = 0;
    for (size_t k = 0; k < buffers.size(); ++k)
      if (offsets[k] >= 0 && test::meet(buffers[i], buffers[k]))
        floor = std::max(floor, offsets[k] + buffers[k].size);
    while (floor % buffers[i].alignment != 0)
      ++floor;
    return floor;
  };
  for (size_t step = 0; step < buffers.size(); ++step) {
    std::optional<size_t> next;
    for (size_t i : order)
      if (offsets[i] < 0 && (!next || lowest(i) < lowest(*next)))
        next = i;
    Bytes offset = lowest(*next);
    offsets[*next] = offset;
  }
  return offsets;
}

std::vector<size_t> shuffled(size_t count, uint64_t seed) {
  std::vector<size_t> order(count);
  std::iota(order.begin(), order.end(), size_t(0));
  std::mt19937_64 random(seed);
  for (size_t i = count; i > 1; --i)
    std::swap(order[i - 1], order[random() % i]);
  return order;
}

TEST(Skyline, MatchesTheNaiveOne) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = test::randomProblem({.buffers = 1 + seed % 90,
                                           .horizon = Time(3 + seed % 40),
                                           .largest = 20,
                                           .alignment = seed % 2 == 1},
                                          seed);
    Skyline skyline(problem);
    // Twice: nothing of a placement is left for the next one.
    for (uint64_t turn = 0; turn < 2; ++turn) {
      std::vector<size_t> order =
          shuffled(problem.buffers.size(), 2 * seed + turn);
      ASSERT_TRUE(skyline.place(order));
      EXPECT_EQ(skyline.offsets(), naive(problem, order));
      EXPECT_EQ(test::pairwiseFault(problem, skyline.offsets()), "");
    }
  }
}

TEST(Skyline, GivesUpAtTheLimit) {
  Problem problem = test::randomProblem({.buffers = 30, .largest = 9}, 1);
  std::vector<size_t> order = shuffled(30, 1);
  Skyline skyline(problem);
  ASSERT_TRUE(skyline.place(order));
  Bytes makespan = skyline.makespan();
  EXPECT_TRUE(skyline.place(order, makespan + 1));
  EXPECT_FALSE(skyline.place(order, makespan));
}

TEST(Skyline, DoesNotApplyToObstaclesAndGaps) {
  Problem plain{.buffers = {{.lifetime = {0, 4}, .size = 1}}};
  EXPECT_TRUE(Skyline::appliesTo(plain));
  Problem pinned = plain, gap = plain, reserved = plain;
  pinned.buffers[0].pin = 0;
  gap.buffers[0].gaps = {{1, 2}};
  reserved.reserved = {{0, 1}};
  EXPECT_FALSE(Skyline::appliesTo(pinned));
  EXPECT_FALSE(Skyline::appliesTo(gap));
  EXPECT_FALSE(Skyline::appliesTo(reserved));
}

} // namespace
