//===- ValleyBandsTest.cpp - Tests of parts placed by valleys -------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/ValleyBands.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace idealloc;
using Outcome = Valleys::Outcome;

namespace {

constexpr uint64_t anyWork = uint64_t(1) << 60;
const Deadline never{Budget()};

Problem someProblem(uint64_t seed) {
  Problem problem = test::randomProblem(
      {.buffers = 2 + seed % 60, .horizon = Time(3 + seed % 40), .largest = 20},
      seed);
  for (Buffer &buffer : problem.buffers)
    buffer.alignment = seed % 3 == 0 ? 4 : 1;
  return problem;
}

/// All of a plan from some offset on, and for each section of the whole the
/// highest end of what stays.
Valleys::Part partAbove(const Valleys &whole, const std::vector<Bytes> &plan,
                        Bytes offset) {
  const auto sections = static_cast<uint32_t>(whole.loads().size());
  Valleys::Part part{{}, {0, sections}, std::vector<Bytes>(sections)};
  for (uint32_t k = 0; k < whole.count(); ++k) {
    if (plan[k] >= offset) {
      part.free.push_back(k);
      continue;
    }
    const auto [begin, end] = whole.lives()[k];
    for (uint32_t s = begin; s < end; ++s)
      part.floors[s] =
          std::max(part.floors[s], plan[k] + whole.sizesByPosition()[k]);
  }
  return part;
}

std::vector<int32_t> randomKeys(size_t count, uint64_t seed) {
  std::vector<int32_t> keys(count);
  std::iota(keys.begin(), keys.end(), 1);
  std::shuffle(keys.begin(), keys.end(), std::mt19937_64(seed));
  return keys;
}

TEST(ValleysOfAPart, LieClearOfWhatStays) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = someProblem(seed);
    Valleys whole(problem);
    ASSERT_EQ(whole.place(randomKeys(whole.count(), seed), Bytes(1) << 40,
                          anyWork, never),
              Outcome::Placed);
    const std::vector<Bytes> &plan = whole.offsetsByPosition();
    const Bytes level = plan[seed % plan.size()];
    const Valleys::Part part = partAbove(whole, plan, level);
    Valleys again(whole, part);
    ASSERT_EQ(again.count(), part.free.size());
    const std::vector<int32_t> keys = randomKeys(again.count(), seed + 1);
    ASSERT_EQ(again.place(keys, Bytes(1) << 40, anyWork, never),
              Outcome::Placed);
    std::vector<Bytes> offsets = whole.offsets();
    for (size_t k = 0; k < part.free.size(); ++k)
      offsets[again.originals()[k]] = again.offsetsByPosition()[k];
    EXPECT_EQ(test::pairwiseFault(problem, offsets), "");
    EXPECT_TRUE(again.canEndWithin(again.makespan()));
    if (problem.buffers.front().alignment == 1) // No padding.
      EXPECT_EQ(again.place(keys, again.makespan() - 1, anyWork, never),
                Outcome::Full);
  }
}

TEST(ValleysOfAPart, AreThoseOfTheWholeWithTheSameKeys) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    const Problem problem = someProblem(seed);
    Valleys whole(problem);
    const std::vector<int32_t> keys = randomKeys(whole.count(), seed);
    ASSERT_EQ(whole.place(keys, Bytes(1) << 40, anyWork, never),
              Outcome::Placed);
    const std::vector<Bytes> plan = whole.offsetsByPosition();
    Valleys again(whole, partAbove(whole, plan, 0));
    ASSERT_EQ(again.place(keys, Bytes(1) << 40, anyWork, never),
              Outcome::Placed);
    EXPECT_EQ(again.offsetsByPosition(), plan);
  }
}

struct Outcomes {
  std::vector<std::vector<Bytes>> plans;
  uint64_t work;
};

/// So many parts of a first fit.
Outcomes improve(const Problem &problem, uint64_t seed, unsigned parts) {
  ValleySearch search(problem, seed);
  ValleyBands bands(problem, search, seed);
  Outcomes outcomes{{planFirstFit(problem, Order::Begin).offsets}, 0};
  for (unsigned k = 0; k < parts; ++k) {
    std::vector<Bytes> offsets = outcomes.plans.back();
    if (bands.next(offsets, anyWork, never))
      outcomes.plans.push_back(std::move(offsets));
    else
      EXPECT_EQ(offsets, outcomes.plans.back());
  }
  outcomes.work = bands.work();
  return outcomes;
}

TEST(ValleyBands, KeepPlansValidAndGetLower) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = someProblem(seed);
    const auto plans = improve(problem, seed, 20).plans;
    // The makespan, and by how many it is reached.
    auto heightOf = [&](const std::vector<Bytes> &offsets) {
      const Bytes top = test::makespanOf(problem, offsets);
      ptrdiff_t reach = 0;
      for (size_t i = 0; i < offsets.size(); ++i)
        reach += offsets[i] + problem.buffers[i].size == top;
      return std::pair(top, reach);
    };
    for (size_t k = 0; k < plans.size(); ++k) {
      EXPECT_EQ(test::pairwiseFault(problem, plans[k]), "");
      if (k > 0)
        EXPECT_LT(heightOf(plans[k]), heightOf(plans[k - 1]));
    }
  }
}

TEST(ValleyBands, NeverEndBelowTheOptimum) {
  unsigned met = 0;
  for (uint64_t seed = 0; seed < 60; ++seed) {
    const Problem problem = test::randomProblem({.buffers = 7}, seed);
    const Bytes end =
        test::makespanOf(problem, improve(problem, seed, 20).plans.back());
    EXPECT_GE(end, test::optimum(problem));
    met += end == test::optimum(problem);
  }
  EXPECT_GE(met, 55u);
}

TEST(ValleyBands, ImproveWhatPlacementsOfAllLeave) {
  const Problem problem = scatteredProblem(2000, 200, 1);
  const auto plans = improve(problem, 0, 100).plans;
  auto excess = [&](const std::vector<Bytes> &offsets) {
    return test::makespanOf(problem, offsets) - load(problem).bytes;
  };
  EXPECT_LT(excess(plans.back()), excess(plans.front()) / 10);
}

TEST(ValleyBands, AreDeterministic) {
  const Problem problem = scatteredProblem(500, 100, 1);
  const Outcomes a = improve(problem, 1, 20), b = improve(problem, 1, 20);
  EXPECT_EQ(a.plans, b.plans);
  EXPECT_EQ(a.work, b.work);
  EXPECT_NE(a.plans, improve(problem, 2, 20).plans);
}

TEST(ValleyBands, EndAtTheLimitOfWork) {
  const Problem problem = scatteredProblem(2000, 200, 1);
  ValleySearch search(problem, 0);
  ValleyBands bands(problem, search, 0);
  const std::vector<Bytes> first = planFirstFit(problem).offsets;
  std::vector<Bytes> offsets = first;
  EXPECT_FALSE(bands.next(offsets, 1, never));
  EXPECT_EQ(offsets, first);
  EXPECT_LT(bands.work(), 100 * problem.buffers.size());
}

} // namespace
