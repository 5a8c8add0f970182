//===- PublishedBoxingTest.cpp - The boxing allocator as published --------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Golden.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Peers/Peers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

using namespace idealloc;

namespace {

/// Runs of the original with so many iterations, and how many of ours to
/// compare them with, at most.
struct Sample {
  const char *variant;
  uint64_t iterations;
  size_t runs;
  bool large; ///< G_1 and resnet50, too, which take longest.
};

class BoxingRuns : public testing::TestWithParam<Sample> {};

/// |ours / theirs - 1|.
double distance(Bytes ours, Bytes theirs) {
  return std::abs(static_cast<double>(ours) / static_cast<double>(theirs) - 1);
}

/// The original cannot be seeded: golden has the smallest, median and largest
/// makespan of three to five runs. So has this test, for the seeds 0, 1, ...;
/// nothing random is left in it. Two samples of that size from one distribution
/// differ: on A to K, of 100 and 1000 iterations, golden's own extremes are up
/// to 5 % apart. A median may therefore differ by 3 %, an extreme by 5 %, and
/// the geometric mean over all instances, where chance evens out, by 1 %. (The
/// boxing of planBoxing under the same options is 6 % below.)
TEST_P(BoxingRuns, DistributionsAgree) {
  const Sample &sample = GetParam();
  double logarithms = 0;
  int compared = 0;
  for (const test::GoldenRow &row :
       test::goldenRows("idealloc", sample.variant)) {
    if (!sample.large && row.benchmark.size() > 1)
      continue;
    Result<ProblemText> csv = test::goldenProblem(row.benchmark);
    ASSERT_TRUE(csv) << csv.error();
    std::vector<Bytes> makespans;
    for (uint64_t seed = 0; seed < std::min(row.runs, sample.runs); ++seed)
      makespans.push_back(
          planPublishedBoxing(
              csv->problem,
              {.budget = {.seed = seed, .iterations = sample.iterations}})
              .makespan);
    std::ranges::sort(makespans);
    const Bytes median = makespans[makespans.size() / 2];
    EXPECT_LE(distance(makespans.front(), row.smallest), 0.05)
        << row.benchmark << ": " << makespans.front() << ", " << row.smallest;
    EXPECT_LE(distance(median, row.median), 0.03)
        << row.benchmark << ": " << median << ", " << row.median;
    EXPECT_LE(distance(makespans.back(), row.largest), 0.05)
        << row.benchmark << ": " << makespans.back() << ", " << row.largest;
    logarithms +=
        std::log(static_cast<double>(median) / static_cast<double>(row.median));
    ++compared;
  }
  if (compared == 0)
    GTEST_SKIP() << "no golden.csv in " << IDEALLOC_SHARED_DIR;
  EXPECT_EQ(compared, sample.large ? 13 : 11);
  EXPECT_LE(std::abs(std::expm1(logarithms / compared)), 0.01);
}

INSTANTIATE_TEST_SUITE_P(Boxing, BoxingRuns,
                         testing::Values(Sample{"ex_l1", 1, 5, true},
                                         Sample{"ex_l100", 100, 5, true},
                                         Sample{"ex_l1000", 1000, 3, false}),
                         [](const testing::TestParamInfo<Sample> &info) {
                           return info.param.variant;
                         });

TEST(PublishedBoxing, PlansTheSameWithEqualSeedsAndAnyThreads) {
  Problem problem = scatteredProblem(150, 30, 1);
  for (uint64_t seed : {0, 1}) {
    Plan one = planPublishedBoxing(
        problem, {.budget = {.seed = seed, .iterations = 70}});
    Plan four = planPublishedBoxing(
        problem, {.budget = {.seed = seed, .threads = 4, .iterations = 70}});
    EXPECT_EQ(one.offsets, four.offsets);
    EXPECT_EQ(one.effort, four.effort);
  }
}

TEST(PublishedBoxing, DependsOnTheSeed) {
  Problem problem = plantedProblem(100, 1000, 1);
  EXPECT_NE(planPublishedBoxing(problem, {.budget = {.seed = 1}}).offsets,
            planPublishedBoxing(problem, {.budget = {.seed = 2}}).offsets);
}

TEST(PublishedBoxing, MakesTheIterationsItIsGiven) {
  // LOAD is 4 and the optimum 5, so that the bound stops nothing.
  Problem problem = test::witnesses()[0];
  EXPECT_EQ(planPublishedBoxing(problem, {.budget = {.iterations = 70}}).effort,
            70u);
  EXPECT_EQ(planPublishedBoxing(problem).effort, 1000u);
  EXPECT_EQ(planPublishedBoxing(problem, {.budget = {.effort = 0.01}}).effort,
            10u);
  EXPECT_EQ(planPublishedBoxing(problem, {.budget = {.timeLimit = 0.0}}).effort,
            0u);
}

TEST(PublishedBoxing, BeatsItsFirstFitInSomeIterations) {
  int better = 0;
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Problem problem = plantedProblem(60, 1000, seed);
    Plan first = planPublishedBoxing(
        problem, {.budget = {.seed = seed, .timeLimit = 0.0}});
    Plan plan = planPublishedBoxing(
        problem, {.budget = {.seed = seed, .iterations = 50}});
    EXPECT_LE(plan.makespan, first.makespan);
    EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
    better += plan.makespan < first.makespan;
  }
  EXPECT_GT(better, 0);
}

TEST(PublishedBoxing, TakesEpsilonAsGiven) {
  Problem problem = plantedProblem(100, 1000, 1);
  for (double epsilon : {1e-300, 0.001, 0.6}) {
    Plan plan = planPublishedBoxing(
        problem, {.budget = {.iterations = 5}, .epsilon = epsilon});
    EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "") << epsilon;
  }
}

TEST(PublishedBoxing, LeavesSizesNearTheLimitToFirstFit) {
  Problem problem = test::witnesses()[0];
  for (Buffer &buffer : problem.buffers)
    buffer.size *= Bytes(1) << 58;
  Plan plan = planPublishedBoxing(problem);
  EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
  EXPECT_EQ(plan.effort, 0u);
}

TEST(PublishedBoxing, PlansSizesFarApart) {
  // A ratio that needs no dummy job.
  Problem problem = paretoProblem(300, 30, 1);
  problem.buffers.push_back({.lifetime = {0, 50}, .size = 1});
  Plan plan = planPublishedBoxing(problem, {.budget = {.iterations = 20}});
  EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
}

} // namespace
