//===- ValleysTest.cpp - Tests of placements by valleys -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/ValleySearch.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"

#include <gtest/gtest.h>

#include <numeric>
#include <tuple>

using namespace idealloc;
using Outcome = Valleys::Outcome;

namespace {

constexpr Bytes unlimited = Bytes(1) << 40;
constexpr uint64_t anyWork = uint64_t(1) << 60;
const Deadline never{Budget()};

/// Looks at every tick, and at every buffer in every valley.
std::vector<Bytes> naive(const Problem &problem,
                         const std::vector<int32_t> &keyOf) {
  std::vector<Bytes> offsets(problem.buffers.size(), -1);
  Time horizon = 0;
  for (const Buffer &buffer : problem.buffers)
    horizon = std::max(horizon, buffer.lifetime.end);
  std::vector<Bytes> heights(static_cast<size_t>(horizon), 0);
  auto at = [&](Time t) {
    return t < 0 || t >= horizon ? unlimited : heights[static_cast<size_t>(t)];
  };
  for (size_t rest = offsets.size(); rest > 0;) {
    // The first valley.
    Time begin = 0, end = 0;
    for (begin = 0;; begin = end) {
      for (end = begin + 1; at(end) == at(begin);)
        ++end;
      if (at(begin - 1) > at(begin) && at(end) > at(begin))
        break;
    }
    std::optional<size_t> best;
    for (size_t i = 0; i < offsets.size(); ++i) {
      const Interval &lifetime = problem.buffers[i].lifetime;
      if (offsets[i] < 0 && lifetime.begin >= begin && lifetime.end <= end &&
          (!best || keyOf[i] > keyOf[*best]))
        best = i;
    }
    if (!best) {
      std::fill(heights.begin() + begin, heights.begin() + end,
                std::min(at(begin - 1), at(end)));
      continue;
    }
    const Buffer &buffer = problem.buffers[*best];
    offsets[*best] = at(begin);
    const Bytes top = at(begin) + (buffer.size + buffer.alignment - 1) /
                                      buffer.alignment * buffer.alignment;
    std::fill(heights.begin() + buffer.lifetime.begin,
              heights.begin() + buffer.lifetime.end, top);
    --rest;
  }
  return offsets;
}

/// By begin of lifetime, then end, then index.
std::vector<size_t> byPosition(const Problem &problem) {
  std::vector<size_t> order(problem.buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::sort(order, {}, [&](size_t i) {
    const Interval &lifetime = problem.buffers[i].lifetime;
    return std::tuple(lifetime.begin, lifetime.end, i);
  });
  return order;
}

Problem smallProblem(uint64_t seed, Bytes alignment = 1) {
  Problem problem = test::randomProblem(
      {.buffers = 1 + seed % 60, .horizon = Time(3 + seed % 40), .largest = 20},
      seed);
  for (Buffer &buffer : problem.buffers)
    buffer.alignment = alignment;
  return problem;
}

struct Keys {
  std::vector<int32_t> byBuffer, byPosition;
};

Keys randomKeys(const Problem &problem, uint64_t seed) {
  Keys keys;
  std::vector<int32_t> all(problem.buffers.size());
  std::iota(all.begin(), all.end(), 1);
  std::shuffle(all.begin(), all.end(), std::mt19937_64(seed));
  for (size_t i : byPosition(problem))
    keys.byPosition.push_back(all[i]);
  keys.byBuffer = std::move(all);
  return keys;
}

TEST(Valleys, MatchTheNaiveOnes) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Problem problem = smallProblem(seed, seed % 3 == 0 ? 4 : 1);
    ASSERT_TRUE(Valleys::appliesTo(problem));
    Valleys valleys(problem);
    // Twice: nothing of a placement is left for the next one.
    for (uint64_t turn = 0; turn < 2; ++turn) {
      const Keys keys = randomKeys(problem, 2 * seed + turn);
      ASSERT_EQ(valleys.place(keys.byPosition, unlimited, anyWork, never),
                Outcome::Placed);
      EXPECT_EQ(valleys.offsets(), naive(problem, keys.byBuffer));
      EXPECT_EQ(test::pairwiseFault(problem, valleys.offsets()), "");
      EXPECT_EQ(valleys.makespan(),
                test::makespanOf(problem, valleys.offsets()));
    }
  }
}

TEST(Valleys, AreFullJustBelowTheMakespan) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    const Problem problem = smallProblem(seed);
    const Keys keys = randomKeys(problem, seed);
    Valleys valleys(problem);
    ASSERT_EQ(valleys.place(keys.byPosition, unlimited, anyWork, never),
              Outcome::Placed);
    const std::vector<Bytes> offsets = valleys.offsets();
    const Bytes makespan = valleys.makespan();
    EXPECT_EQ(valleys.place(keys.byPosition, makespan - 1, anyWork, never),
              Outcome::Full);
    EXPECT_EQ(valleys.place(keys.byPosition, makespan, anyWork, never),
              Outcome::Placed);
    EXPECT_EQ(valleys.offsets(), offsets);
  }
}

TEST(Valleys, EndAtTheLimitOfWork) {
  const Problem problem = smallProblem(59);
  const Keys keys = randomKeys(problem, 1);
  Valleys valleys(problem);
  EXPECT_EQ(valleys.place(keys.byPosition, unlimited, 1, never),
            Outcome::Spent);
}

TEST(Valleys, ApplyToWhatHasNoObstacles) {
  Problem problem{.buffers = {{.lifetime = {0, 3}, .size = 4, .alignment = 4},
                              {.lifetime = {1, 2}, .size = 8, .alignment = 2}}};
  EXPECT_TRUE(Valleys::appliesTo(problem));
  problem.buffers[1].size = 7;
  EXPECT_FALSE(Valleys::appliesTo(problem)); // Two alignments.
  problem.buffers[1].alignment = 4;
  EXPECT_TRUE(Valleys::appliesTo(problem));
  Problem pinned = problem, gapped = problem, reserved = problem;
  pinned.buffers[0].pin = 0;
  gapped.buffers[0].gaps = {{1, 2}};
  reserved.reserved = {{0, 4}};
  EXPECT_FALSE(Valleys::appliesTo(pinned));
  EXPECT_FALSE(Valleys::appliesTo(gapped));
  EXPECT_FALSE(Valleys::appliesTo(reserved));
  problem.buffers[0].size = std::numeric_limits<Bytes>::max() / 2;
  EXPECT_FALSE(Valleys::appliesTo(problem)); // Rounding could overflow.
}

/// The plans of so many placements, each below the one before.
std::vector<std::vector<Bytes>> search(const Problem &problem, uint64_t seed,
                                       size_t decodes) {
  ValleySearch search(problem, seed);
  std::vector<std::vector<Bytes>> plans;
  Bytes limit = unlimited;
  while (search.decodes() < decodes)
    if (search.next(limit, anyWork, never)) {
      EXPECT_LT(search.makespan(), limit);
      limit = search.makespan();
      plans.push_back(search.offsets());
    }
  return plans;
}

TEST(ValleySearch, LearnsFromWhatDidNotFit) {
  const Problem problem = scatteredProblem(1000, 250, 1);
  const auto plans = search(problem, 0, 400);
  ASSERT_GT(plans.size(), 5u);
  EXPECT_EQ(test::pairwiseFault(problem, plans.back()), "");
  const auto excess = [&](const std::vector<Bytes> &offsets) {
    return test::makespanOf(problem, offsets) - load(problem).bytes;
  };
  EXPECT_LT(excess(plans.back()), excess(plans.front()) / 2);
}

TEST(ValleySearch, IsDeterministic) {
  const Problem problem = scatteredProblem(300, 60, 1);
  EXPECT_EQ(search(problem, 1, 100), search(problem, 1, 100));
  EXPECT_NE(search(problem, 1, 100), search(problem, 2, 100));
}

TEST(ValleySearch, RoundsUpToTheAlignment) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    const Problem problem = smallProblem(seed, 8);
    const auto plans = search(problem, seed, 20);
    ASSERT_FALSE(plans.empty());
    EXPECT_EQ(test::pairwiseFault(problem, plans.back()), "");
  }
}

TEST(ValleySearch, SurvivesExtremeTimesAndSizes) {
  constexpr Time least = std::numeric_limits<Time>::min();
  constexpr Time most = std::numeric_limits<Time>::max();
  const Problem problem{
      .buffers = {{.lifetime = {least, most}, .size = Bytes(1) << 38},
                  {.lifetime = {least, 0}, .size = 1},
                  {.lifetime = {0, most}, .size = 1}}};
  const auto plans = search(problem, 0, 3);
  ASSERT_FALSE(plans.empty());
  EXPECT_EQ(test::makespanOf(problem, plans.back()), (Bytes(1) << 38) + 1);
}

} // namespace
