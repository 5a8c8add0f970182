//===- CopiesTest.cpp - Many copies of one problem ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"

#include <gtest/gtest.h>

#include <limits>

using namespace idealloc;

namespace {

Problem copiesOf(const Result<Problem> &result) {
  EXPECT_TRUE(result) << result.error();
  return result ? *result : Problem{};
}

const Problem given = {.buffers = {{.id = "a",
                                    .lifetime = {-2, 4},
                                    .size = 8,
                                    .alignment = 4,
                                    .gaps = {{0, 1}}},
                                   {.lifetime = {1, 6}, .size = 5}},
                       .capacity = 100,
                       .reserved = {{3, 4}}};

TEST(StackedProblem, CopiesBuffersInPlace) {
  Problem problem = copiesOf(stackedProblem(given, 3));
  ASSERT_EQ(problem.buffers.size(), 6u);
  for (size_t i = 0; i < 6; ++i) {
    const Buffer &copy = problem.buffers[i], &original = given.buffers[i % 2];
    EXPECT_EQ(copy.id, i % 2 ? "" : "a." + std::to_string(i / 2));
    EXPECT_EQ(copy.lifetime, original.lifetime);
    EXPECT_EQ(copy.size, original.size);
    EXPECT_EQ(copy.alignment, original.alignment);
    EXPECT_EQ(copy.gaps, original.gaps);
  }
  EXPECT_EQ(problem.capacity, 100);
  EXPECT_EQ(problem.reserved, given.reserved);
  EXPECT_EQ(load(problem).bytes, 3 * load(given).bytes);
}

TEST(TiledProblem, CopiesBuffersOneAfterAnother) {
  Problem problem = copiesOf(tiledProblem(given, 3));
  ASSERT_EQ(problem.buffers.size(), 6u);
  EXPECT_EQ(problem.buffers[2].id, "a.1");
  EXPECT_EQ(problem.buffers[2].lifetime, (Interval{6, 12}));
  EXPECT_EQ(problem.buffers[2].gaps, (std::vector<Interval>{{8, 9}}));
  EXPECT_EQ(problem.buffers[5].lifetime, (Interval{17, 22}));
  for (size_t i = 0; i < 6; ++i)
    for (size_t j = 0; j < i; ++j)
      EXPECT_EQ(conflict(problem.buffers[i], problem.buffers[j]),
                i / 2 == j / 2);
}

TEST(Copies, KeepIdsUnique) {
  Problem problem{.buffers = {{.id = "a", .lifetime = {0, 1}, .size = 1},
                              {.id = "a.0", .lifetime = {0, 1}, .size = 1},
                              {.id = "a.1.0", .lifetime = {0, 1}, .size = 1}}};
  copiesOf(stackedProblem(problem, 12));
  copiesOf(tiledProblem(problem, 12));
}

TEST(Copies, OfNothingAreEmpty) {
  EXPECT_TRUE(copiesOf(stackedProblem({}, 3)).buffers.empty());
  EXPECT_TRUE(copiesOf(tiledProblem({}, 3)).buffers.empty());
  EXPECT_TRUE(copiesOf(stackedProblem(given, 0)).buffers.empty());
  EXPECT_TRUE(copiesOf(tiledProblem(given, 0)).buffers.empty());
  EXPECT_EQ(copiesOf(tiledProblem(given, 1)).buffers.size(), 2u);
}

TEST(Copies, HaveTheOptimumStated) {
  for (uint64_t seed = 0; seed < 40; ++seed) {
    Problem problem =
        test::randomProblem({.buffers = 3, .pins = true, .gaps = true}, seed);
    const Bytes best = test::optimum(problem);
    EXPECT_EQ(test::optimum(copiesOf(tiledProblem(problem, 2))), best) << seed;
    Problem plain = test::randomProblem({.buffers = 3}, seed);
    if (test::optimum(plain) == load(plain).bytes) {
      EXPECT_EQ(test::optimum(copiesOf(stackedProblem(plain, 2))),
                2 * load(plain).bytes);
    }
  }
}

TEST(StackedProblem, RefusesPins) {
  Problem problem{
      .buffers = {{.id = "a", .lifetime = {0, 1}, .size = 4, .pin = 8}}};
  EXPECT_EQ(stackedProblem(problem, 2).error(),
            "buffer 'a.1' and buffer 'a.0' are pinned onto 4 common bytes and "
            "both live at 0");
  EXPECT_TRUE(stackedProblem(problem, 1));
  Problem tiled = copiesOf(tiledProblem(problem, 2));
  ASSERT_EQ(tiled.buffers.size(), 2u);
  EXPECT_EQ(tiled.buffers[1].pin, 8);
}

TEST(StackedProblem, RefusesSizesThatOverflow) {
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = Bytes(1) << 61}}};
  EXPECT_TRUE(stackedProblem(problem, 3));
  EXPECT_EQ(stackedProblem(problem, 4).error(),
            "sizes, alignments and reserved ranges together exceed "
            "9223372036854775807 (2^63-1) at buffer #3");
}

TEST(TiledProblem, RefusesTimesThatOverflow) {
  constexpr Time last = std::numeric_limits<Time>::max();
  Problem problem{.buffers = {{.lifetime = {last - 30, last - 20}, .size = 1}}};
  Problem three = copiesOf(tiledProblem(problem, 3));
  ASSERT_EQ(three.buffers.size(), 3u);
  EXPECT_EQ(three.buffers[2].lifetime, (Interval{last - 10, last}));
  EXPECT_EQ(tiledProblem(problem, 4).error(),
            "the last of 4 copies ends after 9223372036854775807 (2^63-1)");
  problem.buffers[0].lifetime = {-last, last};
  EXPECT_TRUE(tiledProblem(problem, 1));
  EXPECT_FALSE(tiledProblem(problem, 2));
  problem.buffers[0].lifetime = {-last, 0};
  EXPECT_TRUE(tiledProblem(problem, 2));
  EXPECT_FALSE(tiledProblem(problem, 3));
}

} // namespace
