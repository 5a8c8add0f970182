//===- OptimumTest.cpp - Orders against all orders ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Cuts.h"
#include "RandomGraphs.h"
#include "Search.h"
#include "Windows.h"

#include <gtest/gtest.h>

#include <numeric>

using namespace idealloc;

namespace {

constexpr size_t graphs = 4000;
constexpr size_t most = 10;

TEST(Optimum, TheTestsOwnOracleAgreesWithAllPermutations) {
  std::mt19937_64 random(1);
  for (size_t i = 0; i < 200; ++i) {
    const OpGraph graph = test::randomGraph(random, 6);
    ASSERT_FALSE(check(graph));
    Schedule trial;
    trial.order.resize(graph.ops.size());
    std::iota(trial.order.begin(), trial.order.end(), size_t(0));
    Bytes least = peakOf(graph, trial.order);
    do {
      const std::optional<OrderError> error =
          verify(graph, trial, {.states = 0});
      if (error && error->fault == OrderFault::OutOfOrder)
        continue;
      least = std::min(least, peakOf(graph, trial.order));
    } while (std::ranges::next_permutation(trial.order).found);
    EXPECT_EQ(test::leastPeak(graph), least) << i;
  }
}

TEST(Optimum, SmallGraphsAreOrderedBestAndProved) {
  std::mt19937_64 random(2);
  for (size_t i = 0; i < graphs; ++i) {
    const OpGraph graph = test::randomGraph(random, most);
    const std::optional<GraphError> wrong = check(graph);
    ASSERT_FALSE(wrong) << wrong->message;
    const Schedule found = scheduleOps(graph);
    const Bytes least = test::leastPeak(graph);
    EXPECT_EQ(found.peak, least) << i;
    EXPECT_EQ(found.lowerBound, least) << i;
    EXPECT_EQ(found.status, Status::Optimal) << i;
    const std::optional<OrderError> error = verify(graph, found);
    EXPECT_FALSE(error) << i << ": " << error->message;
  }
}

TEST(Optimum, BoundsHoldAndNothingIsWorseWhateverTheBudget) {
  std::mt19937_64 random(3);
  for (size_t i = 0; i < graphs; ++i) {
    const OpGraph graph = test::randomGraph(random, most);
    const Bytes least = test::leastPeak(graph);
    std::vector<size_t> given(graph.ops.size());
    std::iota(given.begin(), given.end(), size_t(0));
    for (double effort : {1e-9, 3e-5, 1e-4}) {
      const Schedule found = scheduleOps(graph, {.budget = {.effort = effort}});
      EXPECT_LE(found.lowerBound, least) << i;
      EXPECT_GE(found.peak, least) << i;
      EXPECT_LE(found.peak, peakOf(graph, given)) << i;
      const std::optional<OrderError> error = verify(graph, found);
      EXPECT_FALSE(error) << i << ": " << error->message;
    }
  }
}

TEST(Optimum, SearchAloneIsExactWithAndWithoutContraction) {
  std::mt19937_64 random(4);
  for (size_t i = 0; i < graphs; ++i) {
    const OpGraph graph = test::randomGraph(random, most);
    const Model model(graph);
    const Bytes least = test::leastPeak(graph);
    for (const Macros &macros : {singleMacros(model), contract(model)}) {
      Meter meter(Budget{});
      meter.allow(1'000'000);
      const Found found = searchFromBelow(model, macros, 0, meter);
      EXPECT_EQ(found.bound, least) << i;
      EXPECT_EQ(peakOf(model, found.order), least) << i;
      const Found within = searchWithin(model, macros, least + 3, meter);
      EXPECT_LE(peakOf(model, within.order), least + 3) << i;
      const Found below = searchWithin(model, macros, least - 1, meter);
      EXPECT_TRUE(below.order.empty()) << i;
      EXPECT_EQ(below.bound, least) << i;
    }
  }
}

/// Runs of ops as a graph of their own would lose what is inside: all orders of
/// macros, set by set.
Bytes leastPeakOfMacros(const Model &model, const Macros &macros) {
  const size_t count = macros.size();
  constexpr Bytes never = std::numeric_limits<Bytes>::max();
  std::vector<Bytes> least(size_t(1) << count, never);
  least[0] = Walk(model).live();
  for (size_t done = 0; done < least.size(); ++done)
    for (size_t m = 0; m < count; ++m) {
      if (least[done] == never || done >> m & 1)
        continue;
      Walk walk(model);
      bool isReady = true;
      for (Index other : macros.before[m])
        isReady &= done >> other & 1;
      for (size_t other = 0; other < count; ++other)
        if (done >> other & 1)
          for (Index op : macros.ops[other])
            walk.run(op);
      if (!isReady)
        continue;
      Bytes peak = least[done];
      for (Index op : macros.ops[m]) {
        peak = std::max(peak, walk.cost(op));
        walk.run(op);
      }
      Bytes &next = least[done | size_t(1) << m];
      next = std::min(next, peak);
    }
  return least.back();
}

TEST(Optimum, ContractionLosesNothing) {
  std::mt19937_64 random(5);
  size_t contracted = 0;
  for (size_t i = 0; i < graphs; ++i) {
    const OpGraph graph = test::randomGraph(random, most);
    const Model model(graph);
    const Macros macros = contract(model);
    contracted += graph.ops.size() - macros.size();
    EXPECT_EQ(leastPeakOfMacros(model, macros), test::leastPeak(graph)) << i;
  }
  // It does contract.
  EXPECT_GT(contracted, graphs);
}

TEST(Optimum, CutsAreLeastBytes) {
  std::mt19937_64 random(6);
  for (size_t i = 0; i < graphs / 4; ++i) {
    OpGraph graph = test::randomGraph(random, most);
    const Model model(graph);
    const Macros macros = singleMacros(model);
    for (Index op = 0; op < graph.ops.size(); ++op) {
      const Bytes least = test::leastBytesAt(graph, op);
      const Bytes cut = leastCost(model, macros, op);
      EXPECT_LE(cut, least) << i << ", " << op;
      EXPECT_GE(cut, aloneCost(model, op)) << i << ", " << op;
      if (graph.ops[op].inPlace.size() < 2) {
        EXPECT_EQ(cut, least) << i << ", " << op;
      }
    }
    const Macros contractedMacros = contract(model);
    for (Index op = 0; op < graph.ops.size(); ++op)
      EXPECT_LE(leastCost(model, contractedMacros, op), test::leastPeak(graph));
  }
}

TEST(Optimum, WindowsNeverMakeAnOrderWorse) {
  std::mt19937_64 random(7);
  size_t better = 0;
  for (size_t i = 0; i < 60; ++i) {
    const OpGraph graph = test::randomNetwork(random, 50 + i);
    const Model model(graph);
    std::vector<Index> order(graph.ops.size());
    std::iota(order.begin(), order.end(), Index(0));
    const Bytes before = peakOf(model, order);
    Meter meter(Budget{});
    meter.allow(20'000);
    const Bytes after = improveWindows(graph, model, order, 0, meter);
    EXPECT_EQ(after, peakOf(model, order)) << i;
    EXPECT_LE(after, before) << i;
    better += after < before;
    Schedule schedule{
        .peak = after, .lowerBound = 0, .status = Status::Feasible};
    schedule.order.assign(order.begin(), order.end());
    const std::optional<OrderError> error =
        verify(graph, schedule, {.states = 0});
    EXPECT_FALSE(error) << i << ": " << error->message;
  }
  EXPECT_GT(better, 30u);
}

} // namespace
