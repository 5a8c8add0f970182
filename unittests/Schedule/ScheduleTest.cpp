//===- ScheduleTest.cpp - What orders promise -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "RandomGraphs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace idealloc;

namespace {

TEST(Schedule, OrdersNothing) {
  const Schedule schedule = scheduleOps({});
  EXPECT_EQ(schedule.status, Status::Optimal);
  EXPECT_EQ(schedule.peak, 0);
}

TEST(Schedule, CountsInputsAndOutputsThatLiveThroughout) {
  const OpGraph graph = {
      .ops = {{.extra = 3}},
      .values = {{.bytes = 5, .isInput = true, .isOutput = true},
                 {.bytes = 7, .isInput = true},
                 {.bytes = 11, .users = {0}, .isInput = true},
                 {.bytes = 13, .producer = 0, .isOutput = true}}};
  EXPECT_EQ(scheduleOps(graph).peak, 3 + 5 + 11 + 13);
  EXPECT_EQ(scheduleOps(graph).status, Status::Optimal);
}

TEST(Schedule, WritesOverTheSourceThatSavesMost) {
  OpGraph graph = {.ops = {{}, {}, {.inPlace = {{0, 2}, {1, 2}}}},
                   .values = {{.bytes = 4, .producer = 0, .users = {2}},
                              {.bytes = 6, .producer = 1, .users = {2}},
                              {.bytes = 8, .producer = 2}}};
  EXPECT_EQ(scheduleOps(graph).peak, 4 + 6 + 8 - 6);
  graph.values[1].isOutput = true;
  EXPECT_EQ(scheduleOps(graph).peak, 4 + 6 + 8 - 4);
}

TEST(Schedule, BodiesAreOrderedInsideOut) {
  // The body of a loop: its own best order is what the loop needs besides.
  const OpGraph body = {
      .ops = {{}, {}, {}, {}},
      .values = {{.bytes = 50, .producer = 0, .users = {2}},
                 {.bytes = 50, .producer = 1, .users = {3}},
                 {.bytes = 1, .producer = 2, .isOutput = true},
                 {.bytes = 1, .producer = 3, .isOutput = true}}};
  const Schedule inner = scheduleOps(body);
  EXPECT_EQ(inner.peak, 52);
  const OpGraph outer = {
      .ops = {{}, {.extra = inner.peak, .leastExtra = inner.lowerBound}, {}},
      .values = {{.bytes = 30, .producer = 0, .users = {1, 2}}}};
  const Schedule schedule = scheduleOps(outer);
  EXPECT_EQ(schedule.peak, 82);
  EXPECT_EQ(schedule.status, Status::Optimal);
}

TEST(Schedule, EveryRuleGivesLegalOrdersAndAutoIsTheBest) {
  std::mt19937_64 random(8);
  for (size_t i = 0; i < 40; ++i) {
    const OpGraph graph = i % 2 ? test::randomNetwork(random, 20 * i)
                                : test::randomGraph(random, 25);
    ASSERT_FALSE(check(graph));
    const ScheduleOptions options{.budget = {.effort = 0.02}};
    const Bytes best = scheduleOps(graph, options).peak;
    for (const OrderRule &rule : orderRules()) {
      const Schedule schedule = rule.run(graph, options);
      const std::optional<OrderError> error =
          verify(graph, schedule, {.states = 256});
      EXPECT_FALSE(error) << rule.name << ", " << i << ": " << error->message;
      EXPECT_LE(best, schedule.peak) << rule.name << ", " << i;
    }
  }
}

TEST(Schedule, IsTheSameEachTime) {
  std::mt19937_64 random(9);
  const OpGraph graph = test::randomNetwork(random, 300);
  const Schedule first = scheduleOps(graph), second = scheduleOps(graph);
  EXPECT_EQ(first.order, second.order);
  EXPECT_EQ(first.work, second.work);
}

TEST(Schedule, WorkIsWithinTheBudget) {
  std::mt19937_64 random(10);
  const OpGraph graph = test::randomNetwork(random, 800);
  for (double effort : {0.01, 0.1})
    EXPECT_LE(scheduleOps(graph, {.budget = {.effort = effort}}).work,
              uint64_t(150'000 * effort) + 10'000)
        << effort;
}

TEST(Schedule, AStoppedSearchGivesTheBestSoFar) {
  std::mt19937_64 random(11);
  const OpGraph graph = test::randomNetwork(random, 500);
  const std::atomic<bool> stop = true;
  const Schedule schedule =
      scheduleOps(graph, {.budget = {.effort = 1e9, .stop = &stop}});
  EXPECT_FALSE(verify(graph, schedule, {.states = 0}));
}

TEST(Schedule, TakesMoreOpsThanAreSearchedAsAWhole) {
  std::mt19937_64 random(12);
  const OpGraph graph = test::randomNetwork(random, 9'000);
  const Schedule schedule = scheduleOps(graph, {.budget = {.effort = 0.05}});
  EXPECT_FALSE(verify(graph, schedule, {.states = 0}));
  std::vector<size_t> given(graph.ops.size());
  std::iota(given.begin(), given.end(), size_t(0));
  EXPECT_LE(schedule.peak, peakOf(graph, given));
}

TEST(Schedule, ACapacityEndsTheSearch) {
  std::mt19937_64 random(13);
  for (size_t i = 0; i < 300; ++i) {
    const OpGraph graph = test::randomGraph(random, 10);
    const Bytes least = test::leastPeak(graph);
    const Schedule fits = scheduleOps(graph, {.capacity = least});
    EXPECT_EQ(fits.peak, least) << i;
    const Schedule loose = scheduleOps(graph, {.capacity = least + 4});
    EXPECT_LE(loose.peak, least + 4) << i;
    EXPECT_FALSE(verify(graph, loose, {.capacity = least + 4})) << i;
    if (least == 0)
      continue;
    const Schedule none = scheduleOps(graph, {.capacity = least - 1});
    EXPECT_EQ(none.status, Status::Infeasible) << i;
    EXPECT_FALSE(verify(graph, none, {.capacity = least - 1})) << i;
  }
}

} // namespace
