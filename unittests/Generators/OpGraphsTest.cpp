//===- OpGraphsTest.cpp - Generated graphs --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Generators/OpGraphs.h"

#include "idealloc/Schedule/Schedule.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

TEST(OpGraphs, EveryKindIsWellFormedAndTheSameEachTime) {
  for (const GeneratorKind &kind : graphKinds()) {
    const Result<OpGraph> graph = generateGraph(kind.name);
    ASSERT_TRUE(graph) << graph.error();
    EXPECT_FALSE(check(*graph)) << kind.name;
    const Result<OpGraph> again = generateGraph(kind.name);
    ASSERT_EQ(graph->ops.size(), again->ops.size());
    for (size_t v = 0; v < graph->values.size(); ++v)
      EXPECT_EQ(graph->values[v].users, again->values[v].users);
  }
}

TEST(OpGraphs, RandWireHasAnOpForEachNode) {
  const OpGraph graph = randWireGraph({}, 1);
  EXPECT_EQ(graph.ops.size(), 3u * (32 + 2));
  EXPECT_EQ(graph.values.size(), graph.ops.size() + 1);
  // Rewiring keeps the number of edges: each node reads two on average, but for
  // those that read the stage's input.
  size_t edges = 0;
  for (const GraphValue &value : graph.values)
    edges += value.users.size();
  EXPECT_GE(edges, 3u * 32 * 2);
}

TEST(OpGraphs, DartsReadsTheTwoCellsBefore) {
  const OpGraph graph = dartsGraph(20, 1024);
  // A stem, 18 cells of 29 ops and 2 reductions of 12.
  EXPECT_EQ(graph.ops.size(), 1u + 18 * 29 + 2 * 12);
}

TEST(OpGraphs, TrainingGainsFromEarlyUpdates) {
  const OpGraph graph = trainingGraph(40, 1 << 20);
  EXPECT_EQ(graph.ops.size(), 40u * 6);
  const Schedule given = findOrderRule("given")->run(graph, {});
  EXPECT_LT(scheduleOps(graph).peak, given.peak);
}

} // namespace
