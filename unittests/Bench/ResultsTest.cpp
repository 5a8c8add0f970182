//===- ResultsTest.cpp - What runs found, per planner ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Results.h"

#include <gtest/gtest.h>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

Trial planned(uint64_t seed, Bytes makespan, double seconds = 1) {
  return {.seed = seed,
          .outcome = Outcome::Feasible,
          .makespan = makespan,
          .effort = static_cast<uint64_t>(makespan),
          .seconds = seconds};
}

/// One instance with a load of 100.
Report reportOf(std::vector<Row> rows) {
  Report report{.instances = {{.name = "i", .load = 100, .lowerBound = 100}},
                .rows = std::move(rows)};
  aggregate(report);
  return report;
}

Row aggregated(std::vector<Trial> runs) {
  return reportOf({{.planner = "p", .runs = std::move(runs)}}).rows[0];
}

TEST(Outcome, NamesAreReadAsWritten) {
  for (int k = 0; k <= static_cast<int>(Outcome::Nondeterministic); ++k)
    EXPECT_EQ(findOutcome(toString(Outcome(k))), Outcome(k));
  EXPECT_FALSE(findOutcome("fine"));
}

TEST(Aggregate, MedianOfOddCountIsTheMiddle) {
  Row row =
      aggregated({planned(0, 300, 3), planned(1, 100, 1), planned(2, 250, 2)});
  EXPECT_EQ(row.makespan->min, 100);
  EXPECT_EQ(row.makespan->median, 250);
  EXPECT_EQ(row.makespan->max, 300);
  EXPECT_EQ(row.seconds->median, 2);
  EXPECT_EQ(row.effort, 250u);
  EXPECT_DOUBLE_EQ(*row.ratioToLoad, 2.5);
}

TEST(Aggregate, MedianOfEvenCountIsLowerMakespanAndMeanTime) {
  Row row = aggregated({planned(0, 300, 3), planned(1, 100, 1)});
  EXPECT_EQ(row.makespan->median, 100);
  EXPECT_EQ(row.seconds->median, 2);
}

TEST(Aggregate, RepetitionsDoNotMoveTheMedianMakespan) {
  Row row = aggregated(
      {planned(0, 300), planned(0, 300), planned(1, 100), planned(1, 100)});
  EXPECT_EQ(row.makespan->median, 100);
  EXPECT_EQ(row.outcome, Outcome::Feasible);
}

TEST(Aggregate, EqualSeedsWithUnequalMakespansAreNondeterministic) {
  Row row = aggregated({planned(0, 100), planned(1, 120), planned(1, 130)});
  EXPECT_EQ(row.outcome, Outcome::Nondeterministic);
  EXPECT_EQ(row.detail, "seed 1 gives makespans 120 and 130");
  EXPECT_EQ(row.makespan->max, 130);
}

TEST(Aggregate, PlansOfOutsidePlannersMayDiffer) {
  Report report{.instances = {{.name = "i", .load = 100}},
                .rows = {{.planner = "p",
                          .system = "external",
                          .runs = {planned(0, 100), planned(0, 120)}}}};
  aggregate(report);
  EXPECT_EQ(report.rows[0].outcome, Outcome::Feasible);
  EXPECT_EQ(report.rows[0].makespan->max, 120);
}

TEST(Aggregate, WithTimeLimitPlansMayDiffer) {
  Report report{
      .instances = {{.name = "i", .load = 100}},
      .rows = {{.planner = "p", .runs = {planned(0, 100), planned(0, 120)}}}};
  report.settings.options.budget.timeLimit = 1;
  aggregate(report);
  EXPECT_EQ(report.rows[0].outcome, Outcome::Feasible);
}

TEST(Aggregate, RowHasTheWorstOutcomeAndItsDetail) {
  Trial crash{.seed = 1, .outcome = Outcome::Crash, .detail = "signal 11"};
  Row row = aggregated({planned(0, 100), crash, planned(2, 140)});
  EXPECT_EQ(row.outcome, Outcome::Crash);
  EXPECT_EQ(row.detail, "signal 11");
  EXPECT_EQ(row.makespan->median, 100);
  EXPECT_EQ(row.makespan->max, 140);
}

TEST(Aggregate, WithoutPlansThereAreNoFigures) {
  Trial crash{.outcome = Outcome::Crash, .seconds = 3};
  Row row = aggregated({crash});
  EXPECT_FALSE(row.makespan);
  EXPECT_FALSE(row.seconds);
  EXPECT_FALSE(row.ratioToBest);
}

TEST(Aggregate, MemoryIsTheMost) {
  Trial small = planned(0, 100), large = planned(1, 100);
  small.peakBytes = 10;
  large.peakBytes = 30;
  large.inputBytes = 20;
  Row row = aggregated({small, large});
  EXPECT_EQ(row.peakBytes, 30);
  EXPECT_EQ(row.inputBytes, 20);
}

TEST(Aggregate, BestKnownIsTheSmallestPlanOfAll) {
  Report report = reportOf({{.planner = "p", .runs = {planned(0, 120)}},
                            {.planner = "q", .runs = {planned(0, 150)}}});
  EXPECT_EQ(report.instances[0].bestKnown, 120);
  EXPECT_DOUBLE_EQ(*report.rows[0].ratioToBest, 1);
  EXPECT_DOUBLE_EQ(*report.rows[1].ratioToBest, 1.25);
}

Bytes bestWithOthers(Bytes reported, Bytes proved) {
  Trial run = planned(0, 150);
  run.lowerBound = proved;
  Report report{.instances = {{.name = "i",
                               .load = 100,
                               .lowerBound = 100,
                               .bestKnown = reported}},
                .rows = {{.planner = "p", .runs = {run}}}};
  aggregate(report);
  return *report.instances[0].bestKnown;
}

TEST(Aggregate, ResultsOfOthersCountIfSmaller) {
  EXPECT_EQ(bestWithOthers(120, 0), 120);
  EXPECT_EQ(bestWithOthers(170, 0), 150);
}

TEST(Aggregate, ResultsOfOthersBelowTheLowerBoundAreNotBelieved) {
  EXPECT_EQ(bestWithOthers(90, 0), 100);
  EXPECT_EQ(bestWithOthers(120, 130), 130);
}

TEST(Aggregate, LowerBoundIsTheLargestProved) {
  Trial run = planned(0, 150);
  run.lowerBound = 140;
  Report report = reportOf({{.planner = "p", .runs = {run}}});
  EXPECT_EQ(report.instances[0].lowerBound, 140);
  EXPECT_EQ(report.rows[0].lowerBound, 140);
}

TEST(Aggregate, LowerBoundAbovePlanIsInvalid) {
  Trial wrong = planned(0, 150);
  wrong.lowerBound = 150;
  wrong.outcome = Outcome::Optimal;
  Report report = reportOf({{.planner = "p", .runs = {wrong}},
                            {.planner = "q", .runs = {planned(0, 120)}}});
  EXPECT_EQ(report.rows[0].outcome, Outcome::Invalid);
  EXPECT_EQ(report.rows[0].detail, "claims that no plan is smaller than 150, "
                                   "but q needs 120");
  EXPECT_EQ(report.instances[0].lowerBound, 100);
  EXPECT_EQ(report.instances[0].bestKnown, 120);
}

TEST(Aggregate, DisprovedOptimalityIsInvalid) {
  Trial wrong = planned(0, 150);
  wrong.outcome = Outcome::Optimal;
  Report report = reportOf({{.planner = "p", .runs = {wrong}},
                            {.planner = "q", .runs = {planned(0, 120)}}});
  EXPECT_EQ(report.rows[0].outcome, Outcome::Invalid);
  EXPECT_EQ(report.rows[0].detail,
            "claims that 150 is optimal, but q needs 120");
}

Outcome infeasibleNextTo(Bytes makespan) {
  Trial claim{.outcome = Outcome::Infeasible, .makespan = 150};
  Report report{.instances = {{.name = "i", .load = 100, .capacity = 130}},
                .rows = {{.planner = "p", .runs = {claim}},
                         {.planner = "q", .runs = {planned(0, makespan)}}}};
  aggregate(report);
  return report.rows[0].outcome;
}

TEST(Aggregate, DisprovedInfeasibilityIsInvalid) {
  EXPECT_EQ(infeasibleNextTo(130), Outcome::Invalid);
  EXPECT_EQ(infeasibleNextTo(131), Outcome::Infeasible);
}

TEST(Aggregate, WithoutBuffersRatiosAreOne) {
  Report report{.instances = {{.name = "empty"}},
                .rows = {{.planner = "p", .runs = {planned(0, 0)}}}};
  aggregate(report);
  EXPECT_EQ(report.rows[0].ratioToLoad, 1);
  EXPECT_EQ(report.rows[0].ratioToBest, 1);
}

TEST(Ranked, ByMakespanThenTimeWithoutPlanLast) {
  Report report = reportOf({{.planner = "none", .runs = {Trial{}}},
                            {.planner = "slow", .runs = {planned(0, 120, 2)}},
                            {.planner = "large", .runs = {planned(0, 130, 0)}},
                            {.planner = "fast", .runs = {planned(0, 120, 1)}}});
  std::vector<std::string> names;
  for (const Row *row : ranked(report, 0))
    names.push_back(row->planner);
  EXPECT_EQ(names, (std::vector<std::string>{"fast", "slow", "large", "none"}));
}

TEST(Totals, AreGeometricMeansAndSums) {
  Report report{
      .instances = {{.name = "i", .load = 100}, {.name = "j", .load = 100}}};
  report.rows = {{.instance = 0, .planner = "p", .runs = {planned(0, 100, 1)}},
                 {.instance = 0, .planner = "q", .runs = {planned(0, 200, 5)}},
                 {.instance = 1, .planner = "p", .runs = {planned(0, 400, 2)}},
                 {.instance = 1, .planner = "q", .runs = {Trial{}}}};
  aggregate(report);
  std::vector<Total> all = totals(report);
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].planner, "p");
  EXPECT_EQ(all[0].planned, 2u);
  EXPECT_EQ(all[0].best, 2u);
  EXPECT_DOUBLE_EQ(all[0].ratioToLoad, 2);
  EXPECT_DOUBLE_EQ(all[0].ratioToBest, 1);
  EXPECT_DOUBLE_EQ(all[0].seconds, 3);
  EXPECT_EQ(all[1].planned, 1u);
  EXPECT_EQ(all[1].best, 0u);
  EXPECT_DOUBLE_EQ(all[1].ratioToBest, 2);
}

} // namespace
