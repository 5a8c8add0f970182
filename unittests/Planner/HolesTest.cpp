//===- HolesTest.cpp - Gaps that free nothing, and cliques ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Holes.h"
#include "Exact/AlignedLoad.h"
#include "Exact/SearchModel.h"
#include "TestProblems.h"
#include "idealloc/Planner/Auto.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

const Deadline never{Budget()};
constexpr uint64_t plenty = 1 << 30;

Problem randomOf(uint64_t seed, bool isPlain) {
  return test::randomProblem({.buffers = 4 + seed % 5,
                              .horizon = Time(6 + seed % 9),
                              .largest = 9,
                              .alignment = !isPlain && seed % 2 == 0,
                              .pins = !isPlain && seed % 3 == 0,
                              .reserved = !isPlain && seed % 5 == 0,
                              .gaps = true},
                             seed);
}

/// The largest sum of sizes of a set in pairwise conflict, by trying all.
Bytes heaviestOf(const Problem &problem) {
  const size_t n = problem.buffers.size();
  Bytes best = 0;
  for (size_t set = 0; set < size_t(1) << n; ++set) {
    Bytes total = 0;
    bool isClique = true;
    for (size_t i = 0; i < n; ++i)
      for (size_t j = 0; j < i; ++j)
        isClique &= !(set >> i & 1) || !(set >> j & 1) ||
                    test::meet(problem.buffers[i], problem.buffers[j]);
    for (size_t i = 0; i < n; ++i)
      total += set >> i & 1 ? problem.buffers[i].size : 0;
    best = isClique ? std::max(best, total) : best;
  }
  return best;
}

TEST(Holes, AreClosedWhereTheyFreeNothing) {
  // All that is live in the hole of a conflicts with a elsewhere.
  Problem problem{{{.lifetime = {0, 9}, .size = 4, .gaps = {{2, 3}, {5, 6}}},
                   {.lifetime = {1, 5}, .size = 4},
                   {.lifetime = {5, 6}, .size = 4}}};
  closeUselessGaps(problem);
  EXPECT_EQ(problem.buffers[0].gaps, (std::vector<Interval>{{5, 6}}));
}

TEST(Holes, KeepTheConflicts) {
  size_t closed = 0;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    const Problem before = randomOf(seed, false);
    Problem after = before;
    closeUselessGaps(after);
    for (size_t i = 0; i < before.buffers.size(); ++i) {
      closed += before.buffers[i].gaps.size() - after.buffers[i].gaps.size();
      for (size_t j = 0; j < i; ++j)
        ASSERT_EQ(test::meet(before.buffers[i], before.buffers[j]),
                  test::meet(after.buffers[i], after.buffers[j]))
            << "seed " << seed;
    }
  }
  EXPECT_GT(closed, 100u);
}

TEST(Clique, IsTheHeaviest) {
  size_t aboveLoad = 0;
  for (uint64_t seed = 0; seed < 1000; ++seed) {
    const Problem problem = randomOf(seed, true);
    const Bytes bytes = load(problem).bytes;
    const Clique clique = heaviestClique(problem, bytes, plenty, never);
    ASSERT_EQ(std::max(bytes, clique.bound), heaviestOf(problem))
        << "seed " << seed;
    aboveLoad += clique.bound > bytes;
    EXPECT_EQ(clique.buffers.empty(), clique.bound <= bytes);
  }
  EXPECT_GT(aboveLoad, 5u);
}

TEST(Clique, ProvesNoMoreThanIsTrue) {
  size_t above = 0;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    const Problem problem = randomOf(seed, false);
    const Bytes known = std::max(lowerBound(problem), alignedLoad(problem));
    const Clique clique = heaviestClique(problem, known, plenty, never);
    if (clique.buffers.empty())
      continue;
    above += clique.bound > known;
    ASSERT_LE(clique.bound, test::optimum(problem)) << seed;
  }
  EXPECT_GT(above, 5u);
}

TEST(Clique, ProvesTheSmallestPlanWhereLoadDoesNot) {
  // Pairwise in conflict, but at most two of the last three live at once.
  const Problem problem{{{.lifetime = {0, 10}, .size = 8},
                         {.lifetime = {0, 6}, .size = 4, .gaps = {{3, 5}}},
                         {.lifetime = {2, 9}, .size = 4, .gaps = {{5, 7}}},
                         {.lifetime = {3, 8}, .size = 4, .gaps = {{4, 5}}}}};
  const Plan plan = planAuto(problem);
  EXPECT_EQ(plan.status, Status::Optimal);
}

TEST(Clique, StopsWhereTheWorkIsSpent) {
  const Problem problem = randomOf(7, true);
  EXPECT_TRUE(heaviestClique(problem, 0, 0, never).buffers.empty());
}

TEST(SearchModel, KnowsWhichEndsThereCanBe) {
  // Ends are multiples of 64, or of one buffer, 4 bytes below one.
  const Problem problem{{{.lifetime = {0, 2}, .size = 128, .alignment = 64},
                         {.lifetime = {1, 3}, .size = 60, .alignment = 64}}};
  const SearchModel model(problem);
  EXPECT_EQ(model.endFrom(61), 64);
  EXPECT_EQ(model.endFrom(65), 124);
  EXPECT_EQ(model.endFrom(124), 124);
  EXPECT_EQ(model.endUpTo(127), 124);
  EXPECT_EQ(model.endUpTo(128), 128);
  EXPECT_EQ(model.endUpTo(123), 64);
  EXPECT_EQ(model.endDivisor(), 4);
}

} // namespace
