//===- BoxAllTest.cpp - Boxing jobs of all heights (Theorem 16) -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxSteps.h"
#include "Boxing/BoxingTree.h"
#include "BoxingChecks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace idealloc;

namespace {

/// Jobs with heights from 1 to exactly `ratio`, a multiple of 16 if grids are
/// not 1.
std::vector<Job> jobsOfRatio(Bytes ratio, uint64_t seed, bool grids = false) {
  std::vector<Job> jobs = test::randomJobs({.count = 60 + seed % 100,
                                            .ticks = Point(10 + seed % 90),
                                            .longest = Point(5 + seed % 30),
                                            .highest = ratio,
                                            .grids = grids},
                                           seed);
  jobs[0].height = jobs[0].grid = 1;
  jobs[1].height = ratio;
  return jobs;
}

constexpr Bytes largeRatios[] = {10'000,      100'000,       3'000'000,
                                 100'000'000, 1'000'000'000, Bytes(1) << 40};

Bytes coarsestGrid(const std::vector<Job> &jobs) {
  return std::ranges::max(jobs, {}, &Job::grid).grid;
}

/// The heights left after each round, box by box.
std::set<Bytes> heightsLeft(const std::vector<Job> &jobs,
                            std::span<const Round> rounds) {
  std::set<Bytes> heights;
  for (const Job &job : jobs)
    heights.insert(job.height);
  for (const Round &round : rounds)
    if (std::erase_if(heights, [&](Bytes h) { return h <= round.limit; }) > 0)
      heights.insert(round.height);
  return heights;
}

/// The ratio that a mu = epsilon / lg^2 ratio of Theorem 16 stands for, where
/// mu was `first` at the first ratio.
double ratioOf(double mu, double first, double firstRatio) {
  double epsilon = first * std::pow(std::log2(firstRatio), 2);
  return std::exp2(std::sqrt(epsilon / mu));
}

TEST(ChooseRounds, HasNoneForSmallRatios) {
  for (Bytes ratio : {1, 2, 10, 500, 2000})
    for (uint64_t seed = 0; seed < 10; ++seed) {
      std::vector<Job> jobs = jobsOfRatio(ratio, seed);
      for (Job &job : jobs)
        job.height *= Bytes(1 + seed * seed);
      Rounds rounds = chooseRounds(jobs);
      EXPECT_TRUE(rounds.rounds.empty()) << ratio;
      EXPECT_GT(rounds.epsilon, 0.6);
    }
  EXPECT_TRUE(chooseRounds(test::jobsOfHeights({7})).rounds.empty());
}

TEST(ChooseRounds, HasNoneForAlmostEqualHeights) {
  // lg^2 of the ratio is about 0, and epsilon / lg^2 has no bound.
  for (Bytes low : {1, 7, 34, 1000, 1'000'000})
    for (Bytes more : {low / 1000, low / 100, low / 17, low / 6, low / 5, low})
      EXPECT_TRUE(
          chooseRounds(test::jobsOfHeights({low, low + more})).rounds.empty())
          << low << " and " << low + more;
}

TEST(ChooseRounds, HasRoundsForLargeRatios) {
  for (Bytes ratio : largeRatios) {
    for (uint64_t seed = 0; seed < 10; ++seed)
      EXPECT_FALSE(chooseRounds(jobsOfRatio(ratio, seed)).rounds.empty())
          << ratio;
    EXPECT_FALSE(chooseRounds(test::jobsOfHeights({1, ratio})).rounds.empty());
  }
}

TEST(ChooseRounds, FollowsTheTheorem) {
  for (Bytes ratio : largeRatios)
    for (uint64_t seed = 0; seed < 20; ++seed) {
      SCOPED_TRACE("ratio " + std::to_string(ratio) + ", seed " +
                   std::to_string(seed));
      // The largest height is a multiple of all grids.
      std::vector<Job> jobs = jobsOfRatio(ratio / 16 * 16, seed, seed % 2 == 1);
      Rounds rounds = chooseRounds(jobs);
      Bytes smallest = 1, limit = 0, height = 0;
      double epsilon = 0;
      for (const Round &round : rounds.rounds) {
        EXPECT_GE(round.limit, smallest);
        EXPECT_GT(round.limit, limit);
        EXPECT_GE(round.height, height);
        EXPECT_GT(round.epsilon, epsilon);
        EXPECT_LT(round.epsilon, largestEpsilon);
        EXPECT_LE(static_cast<double>(round.limit),
                  round.epsilon * static_cast<double>(round.height));
        EXPECT_EQ(round.height % coarsestGrid(jobs), 0);
        limit = round.limit;
        height = round.height;
        epsilon = round.epsilon;
        smallest =
            *heightsLeft(jobs, {rounds.rounds.data(), &round + 1}).begin();
        EXPECT_GT(smallest, limit);
      }
    }
}

/// Compares the epsilons, which tell the ratios that were foreseen, with the
/// heights that the rounds leave.
void expectForeseen(const std::vector<Job> &jobs, double tolerance) {
  Rounds rounds = chooseRounds(jobs);
  ASSERT_FALSE(rounds.rounds.empty());
  const auto largest =
      static_cast<double>(std::ranges::max(jobs, {}, &Job::height).height);
  double first = rounds.rounds[0].epsilon;
  for (size_t k = 0; k < rounds.rounds.size(); ++k) {
    std::span<const Round> done = std::span(rounds.rounds).first(k + 1);
    std::set<Bytes> left = heightsLeft(jobs, done);
    double mu = k + 1 < rounds.rounds.size() ? rounds.rounds[k + 1].epsilon
                                             : rounds.epsilon;
    double foreseen = ratioOf(mu, first, largest);
    EXPECT_NEAR(foreseen * static_cast<double>(*left.begin()) / largest, 1,
                tolerance)
        << "after round " << k;
  }
}

TEST(ChooseRounds, ForeseesTheRatio) {
  for (Bytes ratio : largeRatios)
    for (uint64_t seed = 0; seed < 5; ++seed) {
      SCOPED_TRACE("ratio " + std::to_string(ratio) + ", seed " +
                   std::to_string(seed));
      expectForeseen(jobsOfRatio(ratio, seed), 1e-9);
    }
}

TEST(ChooseRounds, ForeseesBoxesOfEarlierRounds) {
  // Boxes of the second round are higher than the limit of the third.
  expectForeseen(test::jobsOfHeights({1, 2, 3, 39810}), 1e-9);
  expectForeseen(test::jobsOfHeights({1, 5, 5, 100000}), 1e-9);
}

TEST(ChooseRounds, DependsOnHeightsAlone) {
  std::vector<Job> jobs = jobsOfRatio(1'000'000, 1);
  Rounds rounds = chooseRounds(jobs);
  std::ranges::reverse(jobs);
  for (Job &job : jobs)
    job.end = job.begin + 2;
  Rounds same = chooseRounds(jobs);
  EXPECT_EQ(rounds.epsilon, same.epsilon);
  ASSERT_EQ(rounds.rounds.size(), same.rounds.size());
  for (size_t k = 0; k < rounds.rounds.size(); ++k) {
    EXPECT_EQ(rounds.rounds[k].limit, same.rounds[k].limit);
    EXPECT_EQ(rounds.rounds[k].height, same.rounds[k].height);
  }
}

/// Boxes everything and checks what comes back.
Bytes expectSound(const std::vector<Job> &jobs, double epsilon,
                  Chooser &chooser) {
  Boxes boxes(jobs);
  Rounds rounds = chooseRounds(jobs);
  const auto most =
      static_cast<double>(std::ranges::max(jobs, {}, &Job::height).height);
  for (const Round &round : rounds.rounds)
    if (static_cast<double>(round.height) > most / epsilon) {
      ADD_FAILURE() << "boxes of a round are higher than the last ones";
      return 0; // There are no boxes for them, and boxAll would not return.
    }
  std::vector<JobIndex> top = boxAll(boxes, rounds, epsilon, chooser, 1);
  EXPECT_EQ(test::boxesFault(boxes, top), "");
  EXPECT_FALSE(top.empty());
  const Bytes height = boxes[top[0]].height;
  for (JobIndex job : top)
    EXPECT_EQ(boxes[job].height, height);
  EXPECT_EQ(height % coarsestGrid(jobs), 0);
  return height;
}

TEST(BoxAll, BoxesHaveOneHeightAndHoldEverything) {
  for (uint64_t seed = 0; seed < 40; ++seed)
    for (Bytes ratio : {Bytes(2), Bytes(30), Bytes(2048), Bytes(1) << 15,
                        Bytes(1) << 24, Bytes(1) << 40}) {
      SCOPED_TRACE("ratio " + std::to_string(ratio) + ", seed " +
                   std::to_string(seed));
      std::vector<Job> jobs = jobsOfRatio(ratio, seed, ratio % 16 == 0);
      double epsilon = seed % 3 == 0 ? largestEpsilon : 0.1;
      RandomChooser random(seed);
      test::EdgeChooser edge(seed % 2 == 0);
      Bytes height = expectSound(jobs, epsilon, random);
      EXPECT_EQ(expectSound(jobs, epsilon, edge), height);
      // 1 / epsilon times the largest height, on the coarsest grid.
      EXPECT_GE(static_cast<double>(height),
                static_cast<double>(ratio) /
                    std::min(epsilon, 0.99 * largestEpsilon));
      EXPECT_LE(static_cast<double>(height),
                static_cast<double>(ratio) / epsilon * 1.011 + 16);
    }
}

TEST(BoxAll, BoxesAlmostEqualHeights) {
  for (uint64_t seed = 0; seed < 50; ++seed) {
    std::vector<Job> jobs = test::randomJobs({.count = 2 + seed}, seed);
    for (size_t k = 0; k < jobs.size(); ++k)
      jobs[k].height = 30 + Bytes(k * 7 % (1 + seed % 9));
    jobs[0].height = 29;
    RandomChooser chooser(seed);
    expectSound(jobs, 0.5, chooser);
  }
}

TEST(BoxAll, TakesTheRoundsAsTheyAre) {
  // Rounds that box nothing, some, and all that is left.
  std::vector<Job> jobs = jobsOfRatio(1000, 7);
  Rounds rounds{{{0, 5, 0.1}, {20, 50, 0.3}, {50, 100, 0.3}, {1000, 2000, 0.5}},
                0.5};
  Boxes boxes(jobs);
  RandomChooser chooser(1);
  std::vector<JobIndex> top = boxAll(boxes, rounds, 0.4, chooser, 1);
  EXPECT_EQ(test::boxesFault(boxes, top), "");
  std::set<Bytes> heights;
  for (JobIndex job = 0; job < boxes.size(); ++job)
    if (boxes.isBox(job))
      heights.insert(boxes[job].height);
  EXPECT_EQ(heights, (std::set<Bytes>{50, 100, 2000, 2500}));
}

TEST(BoxAll, RoundsIncludeTheirLimit) {
  Boxes boxes(test::jobsOfHeights({20, 21, 100}));
  test::EdgeChooser chooser(false);
  boxAll(boxes, {{{20, 50, 0.3}}, 0.5}, 0.5, chooser, 1);
  ASSERT_TRUE(boxes.isBox(3));
  EXPECT_EQ(boxes[3].height, 50);
  EXPECT_EQ(boxes.members(3).size(), 1u);
  EXPECT_EQ(boxes.members(3)[0], 0u);
}

TEST(BoxAll, EqualHeightsStayAsTheyAre) {
  Boxes boxes(test::jobsOfHeights({8, 8, 8}));
  test::EdgeChooser chooser(false);
  Rounds rounds = chooseRounds(test::jobsOfHeights({8, 8, 8}));
  EXPECT_EQ(boxAll(boxes, rounds, 0.5, chooser, 1),
            (std::vector<JobIndex>{0, 1, 2}));
  EXPECT_EQ(boxes.size(), 3u);
  EXPECT_EQ(chooser.calls, 0u);
}

TEST(BoxAll, BoxesNothingWhereABoxWouldOverflow) {
  constexpr Bytes large = Bytes(1) << 60;
  test::EdgeChooser chooser(false);
  Boxes boxes(test::jobsOfHeights({large, large - 1, large - 2}));
  Rounds rounds = chooseRounds(test::jobsOfHeights({large, large - 1}));
  EXPECT_EQ(boxAll(boxes, rounds, 0.1, chooser, 1),
            (std::vector<JobIndex>{0, 1, 2}));
  // However small the heights are.
  Boxes low(test::jobsOfHeights({3, 2}));
  EXPECT_EQ(boxAll(low, {.epsilon = 0.5}, 1e-300, chooser, 1),
            (std::vector<JobIndex>{0, 1}));
}

TEST(BoxAll, IsTheSameForAllThreads) {
  for (Bytes ratio : {Bytes(100), Bytes(1) << 24}) {
    std::vector<Job> jobs = jobsOfRatio(ratio, 3);
    Rounds rounds = chooseRounds(jobs);
    std::vector<std::vector<std::vector<int64_t>>> results;
    for (unsigned threads : {1, 2, 5}) {
      Boxes boxes(jobs);
      RandomChooser chooser(1);
      boxAll(boxes, rounds, 0.3, chooser, threads);
      results.push_back(test::describe(boxes));
    }
    EXPECT_EQ(results[0], results[1]);
    EXPECT_EQ(results[0], results[2]);
  }
}

} // namespace
