//===- ReductionTest.cpp - What surely finds room -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Reduction.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Exact.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;

namespace {

/// A buffer of 3 bytes beside one of 4 that can cut 9 or 10 bytes in two.
Problem threeBesideFour(Bytes alignment) {
  return {{{.lifetime = {0, 2}, .size = 3, .alignment = alignment},
           {.lifetime = {1, 3}, .size = 4, .pin = 0}}};
}

TEST(Reduction, SetsAsideWhatSurelyFindsRoom) {
  // At 2 the one of 4 leaves 2 bytes below it and 2 above if there are 8.
  EXPECT_EQ(reduce(threeBesideFour(1), 9).aside, (std::vector<size_t>{0}));
  EXPECT_EQ(reduce(threeBesideFour(1), 8).aside, std::vector<size_t>{});
  // At 1 it takes 0 and 4 of the offsets; 8 is left if there are 11.
  EXPECT_EQ(reduce(threeBesideFour(4), 11).aside, (std::vector<size_t>{0}));
  EXPECT_EQ(reduce(threeBesideFour(4), 10).aside, std::vector<size_t>{});
}

TEST(Reduction, KeepsPinsAndCountsReservedRanges) {
  Problem problem = threeBesideFour(1);
  EXPECT_EQ(reduce(problem, 1000).kept, (std::vector<size_t>{1}));
  problem.reserved = {{8, 10}, {9, 12}};
  // As far as they are below the bound.
  EXPECT_EQ(reduce(problem, 9).aside, std::vector<size_t>{});
  // Ranges that touch or overlap are one obstacle.
  EXPECT_EQ(reduce(problem, 14).aside, std::vector<size_t>{});
  EXPECT_EQ(reduce(problem, 15).aside, (std::vector<size_t>{0}));
}

TEST(Reduction, CountsWhatWasSetAsideNoLonger) {
  // Beside both others the second has no room for sure, without the first it
  // has.
  const Problem problem{{{.lifetime = {0, 2}, .size = 1},
                         {.lifetime = {0, 2}, .size = 2},
                         {.lifetime = {0, 2}, .size = 3, .pin = 2}}};
  const Reduction reduction = reduce(problem, 7);
  EXPECT_EQ(reduction.aside, (std::vector<size_t>{0, 1}));
  std::vector<Bytes> offsets{0, 0, 2};
  placeAside(problem, reduction, offsets);
  EXPECT_EQ(offsets, (std::vector<Bytes>{5, 0, 2}));
}

/// Wherever the kept ones are, those aside end below the bound: random valid
/// places of the kept ones, as bad as these come.
TEST(Reduction, FindsRoomWhereverTheOthersAre) {
  size_t seen = 0;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = test::randomProblem({.buffers = 2 + seed % 7,
                                                 .horizon = Time(3 + seed % 9),
                                                 .largest = Bytes(3 + seed % 8),
                                                 .alignment = seed % 2 == 0,
                                                 .pins = seed % 3 == 0,
                                                 .reserved = seed % 5 == 0,
                                                 .gaps = seed % 7 < 3},
                                                seed);
    const Bytes bound = lowerBound(problem);
    const Reduction reduction = reduce(problem, bound);
    ASSERT_EQ(reduction.kept.size() + reduction.aside.size(),
              problem.buffers.size());
    seen += reduction.aside.size();
    std::mt19937_64 random(seed);
    std::vector<Bytes> offsets(problem.buffers.size());
    for (size_t i : reduction.kept) {
      const Buffer &buffer = problem.buffers[i];
      const auto steps = static_cast<uint64_t>(bound / buffer.alignment + 1);
      offsets[i] =
          buffer.pin.value_or(Bytes(random() % steps) * buffer.alignment);
    }
    const Problem kept = subproblem(problem, reduction.kept);
    std::vector<Bytes> own;
    for (size_t i : reduction.kept)
      own.push_back(offsets[i]);
    if (test::pairwiseFault(kept, own) != "")
      continue;
    placeAside(problem, reduction, offsets);
    ASSERT_EQ(test::pairwiseFault(problem, offsets), "");
    for (size_t i : reduction.aside)
      ASSERT_LE(offsets[i] + problem.buffers[i].size, bound);
  }
  EXPECT_GT(seen, 500u);
}

TEST(Reduction, LeavesTheOptimumAndLessToSearch) {
  const Problem problem = scatteredProblem(2000, 30, 3);
  EXPECT_LT(reduce(problem, lowerBound(problem)).kept.size(), 1600u);
  const Plan with = planExact(problem);
  const Plan without = planExact(problem, {.rules = {.reduction = false}});
  EXPECT_EQ(with.status, Status::Optimal);
  EXPECT_EQ(with.makespan, without.makespan);
}

} // namespace
