//===- ProblemTest.cpp - Conflicts, load and lower bound ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TestProblems.h"

#include <gtest/gtest.h>

#include <limits>

using namespace idealloc;

namespace {

TEST(Conflict, TouchingLifetimesDoNot) {
  Buffer a{.lifetime = {0, 4}, .size = 1}, b{.lifetime = {4, 8}, .size = 1};
  EXPECT_FALSE(conflict(a, b));
  EXPECT_FALSE(conflict(b, a));
  b.lifetime.begin = 3;
  EXPECT_TRUE(conflict(a, b));
  EXPECT_TRUE(conflict(b, a));
}

TEST(Conflict, LiveInsideAGapDoesNot) {
  Buffer a{.lifetime = {0, 10}, .size = 1, .gaps = {{2, 5}, {6, 9}}};
  Buffer b{.lifetime = {2, 5}, .size = 1};
  EXPECT_FALSE(conflict(a, b));
  b.lifetime = {2, 6};
  EXPECT_TRUE(conflict(a, b));
  b.gaps = {{4, 5}};
  EXPECT_TRUE(conflict(a, b));
  b.lifetime = {1, 9};
  b.gaps = {{2, 5}};
  EXPECT_TRUE(conflict(b, a));
}

TEST(Conflict, AgreesWithLookingAtEveryTick) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Problem problem =
        test::randomProblem({.buffers = 2, .horizon = 14, .gaps = true}, seed);
    const Buffer &a = problem.buffers[0], &b = problem.buffers[1];
    EXPECT_EQ(conflict(a, b), test::meet(a, b)) << "seed " << seed;
    EXPECT_EQ(conflict(b, a), test::meet(a, b)) << "seed " << seed;
  }
}

TEST(LoadOf, EmptyProblemIsZero) {
  EXPECT_EQ(load({}).bytes, 0);
  EXPECT_EQ(lowerBound({}), 0);
}

TEST(LoadOf, IsThePeakAndItsFirstInstant) {
  Problem problem{.buffers = {{.lifetime = {0, 4}, .size = 3},
                              {.lifetime = {2, 9}, .size = 4},
                              {.lifetime = {4, 6}, .size = 3}}};
  EXPECT_EQ(load(problem).bytes, 7);
  EXPECT_EQ(load(problem).instant, 2);
  EXPECT_EQ(liveAt(problem, 2), (std::vector<size_t>{0, 1}));
  EXPECT_EQ(liveAt(problem, 4), (std::vector<size_t>{1, 2}));
}

TEST(LoadOf, LeavesGapsOut) {
  Problem problem{
      .buffers = {{.lifetime = {0, 10}, .size = 5, .gaps = {{2, 8}}},
                  {.lifetime = {2, 8}, .size = 7}}};
  EXPECT_EQ(load(problem).bytes, 7);
  EXPECT_EQ(liveAt(problem, 7), (std::vector<size_t>{1}));
  EXPECT_EQ(liveAt(problem, 8), (std::vector<size_t>{0}));
}

TEST(LoadOf, TakesExtremeTimes) {
  constexpr Time first = std::numeric_limits<Time>::min();
  constexpr Time last = std::numeric_limits<Time>::max();
  Problem problem{.buffers = {{.lifetime = {first, last}, .size = 3},
                              {.lifetime = {last - 1, last}, .size = 4}}};
  EXPECT_FALSE(check(problem));
  EXPECT_EQ(load(problem).bytes, 7);
  EXPECT_EQ(load(problem).instant, last - 1);
}

TEST(LowerBound, IsLoadOfRawSizes) {
  // Two of 3 bytes at alignment 2 need 7, but nothing says so without search.
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 3, .alignment = 2},
                              {.lifetime = {0, 1}, .size = 3, .alignment = 2}}};
  EXPECT_EQ(lowerBound(problem), 6);
  EXPECT_EQ(test::optimum(problem), 7);
}

TEST(LowerBound, IsTheEndOfTheHighestPin) {
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 3, .pin = 10}}};
  EXPECT_EQ(lowerBound(problem), 13);
}

TEST(LowerBound, SkipsReservedBytes) {
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 3},
                              {.lifetime = {0, 1}, .size = 3}},
                  .reserved = {{3, 5}, {4, 8}, {100, 200}}};
  EXPECT_EQ(lowerBound(problem), 11);
}

TEST(LowerBound, SkipsRangesTooSmallForOneBuffer) {
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 4, .alignment = 2}},
                  .reserved = {{3, 5}, {8, 9}}};
  EXPECT_EQ(lowerBound(problem), 14); // [0,3) too short, [6,8) too, then 10.
  EXPECT_EQ(test::optimum(problem), 14);
}

TEST(LowerBound, NeverExceedsTheOptimum) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    Problem problem = test::randomProblem({.buffers = 5,
                                           .alignment = true,
                                           .pins = true,
                                           .reserved = true,
                                           .gaps = true},
                                          seed);
    EXPECT_LE(lowerBound(problem), test::optimum(problem)) << "seed " << seed;
    EXPECT_LE(load(problem).bytes, lowerBound(problem)) << "seed " << seed;
  }
}

} // namespace
