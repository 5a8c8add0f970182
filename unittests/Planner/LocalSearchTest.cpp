//===- LocalSearchTest.cpp - Small changes to an order --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/LocalSearch.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

/// Up to 60 buffers with everything; from crowded to loose in time.
Problem randomOf(uint64_t seed) {
  return test::randomProblem({.buffers = 1 + seed * 7 % 60,
                              .horizon = Time(5 + seed % 50),
                              .largest = Bytes(4) << seed % 10,
                              .alignment = seed % 2 == 1,
                              .pins = seed % 3 == 1,
                              .reserved = seed % 5 == 1,
                              .gaps = seed % 7 == 1},
                             seed);
}

/// A valid plan that is far too large: everything on top of the last pin and
/// reserved range.
std::vector<Bytes> stacked(const Problem &problem) {
  Bytes top = 0;
  for (const Buffer &buffer : problem.buffers)
    top = std::max(top, buffer.pin.value_or(0) + buffer.size);
  for (const Range &range : problem.reserved)
    top = std::max(top, range.end);
  std::vector<Bytes> offsets;
  for (const Buffer &buffer : problem.buffers) {
    if (!buffer.pin)
      top = alignUp(top, buffer.alignment);
    offsets.push_back(buffer.pin.value_or(top));
    top += buffer.pin ? 0 : buffer.size;
  }
  return offsets;
}

/// The total of what ends above the bound, by how much.
Bytes excessOf(const Problem &problem, const std::vector<Bytes> &offsets) {
  Bytes excess = 0;
  for (size_t i = 0; i < offsets.size(); ++i)
    excess += std::max<Bytes>(0, offsets[i] + problem.buffers[i].size -
                                     lowerBound(problem));
  return excess;
}

TEST(LocalSearch, IsNeverWorseAndAlwaysValid) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = randomOf(seed);
    std::vector<Bytes> offsets =
        seed % 2 ? planFirstFit(problem).offsets : stacked(problem);
    ASSERT_EQ(test::pairwiseFault(problem, offsets), "");
    Bytes makespan = test::makespanOf(problem, offsets);
    Bytes excess = excessOf(problem, offsets);
    LocalSearch search(problem, offsets, lowerBound(problem), seed);
    EXPECT_EQ(search.offsets(), offsets);
    EXPECT_EQ(search.makespan(), makespan);
    for (int step = 0; step < 30 && search.step(); ++step) {
      EXPECT_LE(search.makespan(), makespan);
      Bytes less = excessOf(problem, search.offsets());
      EXPECT_TRUE(search.makespan() < makespan || less <= excess);
      makespan = search.makespan();
      excess = less;
      EXPECT_EQ(makespan, test::makespanOf(problem, search.offsets()));
      EXPECT_EQ(test::pairwiseFault(problem, search.offsets()), "");
    }
  }
}

TEST(LocalSearch, SameArgumentsSameResult) {
  Problem problem = scatteredProblem(120, 30, 1);
  std::vector<Bytes> offsets = planFirstFit(problem).offsets;
  LocalSearch search(problem, offsets, lowerBound(problem), 5);
  LocalSearch same(problem, offsets, lowerBound(problem), 5);
  LocalSearch other(problem, offsets, lowerBound(problem), 6);
  bool differs = false;
  for (int step = 0; step < 200; ++step) {
    search.step();
    same.step();
    other.step();
    ASSERT_EQ(search.offsets(), same.offsets());
    ASSERT_EQ(search.work(), same.work());
    differs |= search.offsets() != other.offsets();
  }
  EXPECT_TRUE(differs);
}

TEST(LocalSearch, ImprovesBadPlans) {
  for (uint64_t seed = 0; seed < 5; ++seed) {
    Problem problem = scatteredProblem(100, 25, seed);
    Bytes bound = lowerBound(problem);
    Plan bad = planFirstFit(problem, Order::Begin);
    LocalSearch search(problem, bad.offsets, bound, seed);
    for (int step = 0; step < 1000; ++step)
      search.step();
    // At least a third of what is above the bound is gone.
    EXPECT_LT(3 * (search.makespan() - bound), 2 * (bad.makespan - bound));
  }
}

TEST(LocalSearch, FindsTheOptimumOfThree) {
  // First fit gives 8 as long as the second one is above the first: below it
  // there is no room for the third.
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 2},
                              {.lifetime = {1, 3}, .size = 3},
                              {.lifetime = {2, 4}, .size = 3}}};
  LocalSearch search(problem, {0, 2, 5}, 6, 1);
  for (int step = 0; step < 100; ++step)
    search.step();
  EXPECT_EQ(search.makespan(), 6);
  EXPECT_EQ(test::pairwiseFault(problem, search.offsets()), "");
}

TEST(LocalSearch, StopsAtTheBound) {
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 1},
                              {.lifetime = {0, 1}, .size = 2}}};
  LocalSearch search(problem, {0, 1}, 3, 1);
  EXPECT_FALSE(search.step());
  EXPECT_EQ(search.offsets(), (std::vector<Bytes>{0, 1}));
  EXPECT_EQ(search.work(), 0u);
}

TEST(LocalSearch, StopsIfOnlyPinsStickOut) {
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 1},
                              {.lifetime = {0, 1}, .size = 2},
                              {.lifetime = {0, 1}, .size = 2, .pin = 10}}};
  LocalSearch search(problem, {0, 1, 10}, 3, 1);
  EXPECT_FALSE(search.step());
  EXPECT_EQ(search.offsets(), (std::vector<Bytes>{0, 1, 10}));
  EXPECT_EQ(search.work(), 0u);
}

TEST(LocalSearch, StopsIfNothingCanMove) {
  // The second one rests on the pin, which leaves it no room below.
  Problem problem{.buffers = {{.lifetime = {0, 9}, .size = 10, .pin = 5},
                              {.lifetime = {3, 8}, .size = 6}}};
  LocalSearch search(problem, {5, 15}, 16, 1);
  EXPECT_FALSE(search.step());
  EXPECT_EQ(search.offsets(), (std::vector<Bytes>{5, 15}));
  EXPECT_EQ(search.work(), 0u);
}

TEST(LocalSearch, OneStepIsOneDecode) {
  Problem problem = scatteredProblem(100, 25, 1);
  LocalSearch search(problem, planFirstFit(problem).offsets,
                     lowerBound(problem), 1);
  uint64_t work = 0;
  for (int step = 0; step < 50; ++step) {
    ASSERT_TRUE(search.step());
    EXPECT_GT(search.work(), work);
    work = search.work();
  }
}

TEST(LocalSearch, GoesOnWhileABufferThatSticksOutCanMove) {
  // Of the two, the upper one can always go below the other.
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 1},
                              {.lifetime = {0, 1}, .size = 2}}};
  for (uint64_t seed = 0; seed < 2000; ++seed)
    EXPECT_TRUE(LocalSearch(problem, {0, 1}, 1, seed).step()) << seed;
}

} // namespace
