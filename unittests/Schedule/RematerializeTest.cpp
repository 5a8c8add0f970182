//===- RematerializeTest.cpp - Running ops twice --------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Schedule/Rematerialize.h"
#include "RandomGraphs.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

/// A large value that is read early and late, and a large one between.
OpGraph longLife() {
  return {.ops = {{.id = "fill", .work = 1, .isRepeatable = true},
                  {.id = "early", .work = 100},
                  {.id = "wide", .work = 100},
                  {.id = "narrow", .work = 100},
                  {.id = "late", .work = 100}},
          .values = {{.id = "f", .bytes = 50, .producer = 0, .users = {1, 4}},
                     {.id = "e", .bytes = 2, .producer = 1, .users = {2}},
                     {.id = "w", .bytes = 100, .producer = 2, .users = {3}},
                     {.id = "n", .bytes = 2, .producer = 3, .users = {4}}}};
}

TEST(Rematerialize, RunsAnOpAgainInsteadOfKeepingItsValue) {
  const OpGraph graph = longLife();
  EXPECT_EQ(scheduleOps(graph).peak, 152);
  const Rematerialized found = rematerialize(graph);
  EXPECT_EQ(found.schedule.peak, 102);
  ASSERT_EQ(found.clones.size(), 1u);
  EXPECT_EQ(found.clones[0].op, 0u);
  EXPECT_EQ(found.clones[0].value, 0u);
  EXPECT_EQ(found.extraWork, 1u);
  EXPECT_EQ(found.graph.ops[found.clones[0].clone].id, "fill+5");
  EXPECT_EQ(found.origin[found.clones[0].clone], 0u);
  ASSERT_EQ(found.clones[0].users.size(), 1u);
  EXPECT_EQ(found.graph.ops[found.clones[0].users[0]].id, "late");
  EXPECT_FALSE(check(found.graph));
  EXPECT_FALSE(verify(found.graph, found.schedule));
}

TEST(Rematerialize, KeepsToTheWorkAndTheFlag) {
  OpGraph graph = longLife();
  EXPECT_TRUE(rematerialize(graph, {.workPercent = 0}).clones.empty());
  EXPECT_TRUE(rematerialize(graph, {.workPercent = 0.2}).clones.empty());
  graph.ops[0].isRepeatable = false;
  EXPECT_TRUE(rematerialize(graph).clones.empty());
}

TEST(Rematerialize, StopsAtTheCapacity) {
  EXPECT_TRUE(rematerialize(longLife(), {.schedule = {.capacity = 152}})
                  .clones.empty());
  const Rematerialized found =
      rematerialize(longLife(), {.schedule = {.capacity = 151}});
  EXPECT_EQ(found.clones.size(), 1u);
  EXPECT_EQ(found.schedule.status, Status::Optimal);
}

TEST(Rematerialize, WhatRunsAfterAnOpRunsAfterItsClones) {
  // Memory that `fill` reads changes before the late use.
  OpGraph graph = longLife();
  graph.ops[2].after = {0};
  EXPECT_TRUE(rematerialize(graph).clones.empty());
}

TEST(Rematerialize, CountsTheLivesThatClonesExtend) {
  // What `fill` reads is as large and would live on.
  OpGraph graph = longLife();
  graph.values.push_back({.bytes = 50, .users = {0}, .isInput = true});
  EXPECT_TRUE(rematerialize(graph).clones.empty());
}

TEST(Rematerialize, IsLegalAndNeverLarger) {
  std::mt19937_64 random(14);
  size_t clones = 0;
  for (size_t i = 0; i < 1000; ++i) {
    OpGraph graph =
        i % 2 ? test::randomGraph(random, 12) : test::randomNetwork(random, 12);
    for (GraphOp &op : graph.ops) {
      op.isRepeatable = random() % 4 != 0;
      if (random() % 2)
        op.inPlace.clear();
      op.work = 1 + random() % 3;
    }
    const Rematerialized found = rematerialize(graph, {.workPercent = 50});
    ASSERT_FALSE(check(found.graph)) << i;
    EXPECT_FALSE(verify(found.graph, found.schedule)) << i;
    EXPECT_LE(found.schedule.peak, scheduleOps(graph).peak) << i;
    EXPECT_EQ(found.graph.ops.size(), graph.ops.size() + found.clones.size());
    uint64_t work = 0, extra = 0;
    for (const GraphOp &op : graph.ops)
      work += op.work;
    for (const Clone &clone : found.clones) {
      EXPECT_TRUE(graph.ops[clone.op].isRepeatable);
      EXPECT_EQ(graph.values[clone.value].producer, clone.op);
      EXPECT_EQ(found.origin[clone.clone], clone.op);
      extra += graph.ops[clone.op].work;
    }
    EXPECT_EQ(found.extraWork, extra);
    EXPECT_LE(2 * extra, work);
    clones += found.clones.size();
  }
  EXPECT_GT(clones, 30u);
}

} // namespace
