//===- MinimallocTest.cpp - The rules of MiniMalloc -----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/SearchOrder.h"
#include "Golden.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Peers/Peers.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace idealloc;

namespace {

TEST(MinimallocRules, FitWhatTheOriginalFits) {
  std::vector<test::GoldenRow> rows =
      test::goldenRows("minimalloc", "sat_1048576");
  if (rows.empty())
    GTEST_SKIP() << "no golden.csv in " << IDEALLOC_SHARED_DIR;
  EXPECT_EQ(rows.size(), 11u);
  for (const test::GoldenRow &row : rows) {
    Result<ProblemText> csv = test::goldenProblem(row.benchmark);
    ASSERT_TRUE(csv) << csv.error();
    csv->problem.capacity = 1048576;
    Plan plan = planMinimallocRules(csv->problem, {.decideOnly = true});
    EXPECT_LE(plan.makespan, 1048576) << row.benchmark;
  }
}

TEST(MinimallocRules, FindTheOptimumAndProveIt) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::Traits traits{.buffers = seed % 8};
    traits.alignment = traits.pins = seed % 3 == 1;
    traits.reserved = traits.gaps = seed % 3 == 2;
    Problem problem = test::randomProblem(traits, seed);
    Plan plan = planMinimallocRules(problem);
    EXPECT_EQ(plan.status, Status::Optimal);
    EXPECT_EQ(plan.makespan, test::optimum(problem));
    EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
  }
}

TEST(MinimallocRules, ProveThatAWitnessDoesNotFit) {
  Problem problem = test::witnesses()[0];
  problem.capacity = 4; // LOAD is 4 and the optimum 5.
  EXPECT_EQ(planMinimallocRules(problem).status, Status::Infeasible);
}

TEST(MinimallocRules, DependOnNeitherSeedNorThreads) {
  Problem problem = plantedProblem(150, 100000, 5);
  Plan plan =
      *planWith("minimalloc-rules", problem, {.budget = {.effort = 0.05}});
  EXPECT_GT(plan.effort, 1000u); // Some restarts.
  Plan other = *planWith("minimalloc-rules", problem,
                         {.budget = {.effort = 0.05, .seed = 7}});
  EXPECT_EQ(plan.offsets, other.offsets);
  EXPECT_EQ(plan.effort, other.effort);
  Plan threads =
      planMinimallocRules(problem, {.budget = {.effort = 0.05, .threads = 3}});
  EXPECT_EQ(plan.offsets, threads.offsets);
  EXPECT_EQ(plan.effort, threads.effort);
}

TEST(MinimallocRules, SayHowFarTheyGot) {
  Problem problem = plantedProblem(150, 1000, 3);
  Plan plan = planMinimallocRules(problem, {.budget = {.effort = 1e-6}});
  EXPECT_EQ(plan.status, Status::Feasible);
  problem.capacity = 1000;
  EXPECT_EQ(planMinimallocRules(problem, {.budget = {.effort = 1e-6}}).status,
            Status::Unknown);
}

/// The buffers by one of the static orders; the totals are those of the root.
std::vector<size_t> sortedBy(const Problem &problem, uint64_t run) {
  SearchModel model(problem);
  const SearchOrder order = orderOfRun(RunSeries::Static, run, 0);
  EXPECT_TRUE(order.byTotal);
  EXPECT_FALSE(order.tiesBySize);
  std::vector<uint64_t> keys = orderKeys(model, order);
  std::vector<Bytes> totals(model.sectionCount());
  for (size_t i = 0; i < model.count(); ++i)
    for (const SectionRange &range : model.ranges[i])
      for (uint32_t s = range.first; s < range.last; ++s)
        totals[s] += model.sizes[i];
  auto before = [&](size_t i, size_t j) {
    auto keyOf = [&](size_t k) {
      Bytes total = 0;
      for (const SectionRange &range : model.ranges[k])
        for (uint32_t s = range.first; s < range.last; ++s)
          total = std::max(total, totals[s]);
      std::pair key(static_cast<uint64_t>(total), keys[k]);
      if (order.totalLast)
        std::swap(key.first, key.second);
      return key;
    };
    return std::pair(keyOf(i), j) > std::pair(keyOf(j), i);
  };
  std::vector<size_t> sorted(model.count());
  std::iota(sorted.begin(), sorted.end(), size_t(0));
  std::ranges::sort(sorted, before);
  for (size_t &i : sorted)
    i = model.originals[i];
  return sorted;
}

TEST(MinimallocRules, OrderByWidthAreaAndTotal) {
  // Widths 4, 4, 2, 8, 1, 4; areas 8, 12, 12, 8, 20, 12; totals 6, 6, 10, 10,
  // 20, 10.
  Problem problem{.buffers = {{.lifetime = {0, 4}, .size = 2},
                              {.lifetime = {0, 4}, .size = 3},
                              {.lifetime = {5, 7}, .size = 6},
                              {.lifetime = {0, 8}, .size = 1},
                              {.lifetime = {9, 10}, .size = 20},
                              {.lifetime = {5, 9}, .size = 3}}};
  using Sorted = std::vector<size_t>;
  EXPECT_EQ(sortedBy(problem, 0), (Sorted{3, 5, 1, 0, 2, 4})); // WAT
  EXPECT_EQ(sortedBy(problem, 1), (Sorted{4, 5, 2, 3, 1, 0})); // TAW
  EXPECT_EQ(sortedBy(problem, 2), (Sorted{4, 3, 5, 2, 1, 0})); // TWA
  EXPECT_EQ(sortedBy(problem, 3), sortedBy(problem, 0));
}

TEST(MinimallocRules, CompareLargeAreasExactly) {
  // Areas of 2^100 and one more width of 2^50 bytes.
  const Time wide = Time(1) << 50;
  const Bytes large = Bytes(1) << 50;
  Problem problem{.buffers = {{.lifetime = {0, wide}, .size = large},
                              {.lifetime = {0, wide}, .size = large + 1},
                              {.lifetime = {0, wide + 1}, .size = large}}};
  SearchModel model(problem);
  std::vector<uint64_t> keys =
      orderKeys(model, orderOfRun(RunSeries::Static, 1, 0));
  std::vector<uint64_t> byBuffer(3);
  for (size_t k = 0; k < 3; ++k)
    byBuffer[model.originals[k]] = keys[k];
  // The two larger areas are equal: the wider one is first.
  EXPECT_EQ(byBuffer, (std::vector<uint64_t>{0, 1, 2}));
}

TEST(MinimallocRules, DoubleTheirLimitsEachTurn) {
  std::vector<uint64_t> lengths;
  for (uint64_t run = 0; run < 9; ++run)
    lengths.push_back(lengthOfRun(RunSeries::Static, run));
  EXPECT_EQ(lengths, (std::vector<uint64_t>{2, 2, 2, 4, 4, 4, 8, 8, 8}));
}

} // namespace
