//===- RunnerTest.cpp - Every planner on every instance -------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Runner.h"
#include "Progress.h"

#include <gtest/gtest.h>

using namespace idealloc;
using namespace idealloc::bench;

namespace {

/// A strategy for the simplest problems; no worker knows it.
Strategy plain() {
  Strategy strategy = {};
  strategy.name = "plain";
  strategy.system = "S";
  strategy.honoursPins = strategy.honoursGaps = false;
  return strategy;
}

Instance instanceOf(Problem problem) {
  return {.name = "i",
          .file = "none.csv",
          .problem = std::move(problem),
          .digest = "d"};
}

Buffer buffer(Bytes size) {
  return {.id = std::to_string(size), .lifetime = {0, 4}, .size = size};
}

Report run(const Plans &plans) {
  Report report = emptyReport(plans, {{"i", 7}});
  Journal journal;
  idealloc::bench::Progress progress(countRuns(plans));
  EXPECT_TRUE(Runner(plans, journal, progress).run(report));
  return report;
}

TEST(EmptyReport, KnowsTheInstances) {
  Plans plans{.instances = {instanceOf(
                  {.buffers = {buffer(8), buffer(2)}, .capacity = 11})}};
  InstanceFigures figures = run(plans).instances.at(0);
  EXPECT_EQ(figures.buffers, 2u);
  EXPECT_EQ(figures.load, 10);
  EXPECT_EQ(figures.lowerBound, 10);
  EXPECT_EQ(figures.capacity, 11);
  EXPECT_EQ(figures.bestKnown, 7);
}

TEST(Runner, UnsupportedIsARowWithoutARun) {
  Buffer pinned = buffer(8);
  pinned.pin = 0;
  Strategy strategy = plain();
  Plans plans{.settings = {.seeds = 3, .repeat = 3},
              .instances = {instanceOf({.buffers = {pinned}})},
              .strategies = {&strategy}};
  EXPECT_EQ(countRuns(plans), 1u);
  Report report = run(plans);
  aggregate(report);
  ASSERT_EQ(report.rows.size(), 1u);
  EXPECT_EQ(report.rows[0].outcome, Outcome::Unsupported);
  EXPECT_EQ(report.rows[0].detail, "pins");
  EXPECT_EQ(report.rows[0].system, "S");
  EXPECT_FALSE(report.rows[0].makespan);
}

TEST(Runner, OutsidePlannersAreNotToldOfReservedRanges) {
  External planner;
  planner.name = "sh";
  planner.words = {"sh"};
  planner.program = "/bin/sh";
  Plans plans{
      .instances = {instanceOf({.buffers = {buffer(8)}, .reserved = {{0, 4}}})},
      .externals = {planner}};
  Report report = run(plans);
  ASSERT_EQ(report.rows.size(), 1u);
  EXPECT_EQ(report.rows[0].runs[0].outcome, Outcome::Unsupported);
  EXPECT_EQ(report.rows[0].runs[0].detail, "reserved ranges");
  EXPECT_EQ(report.rows[0].system, "external");
}

TEST(CountRuns, SeedsAreForRandomisedStrategies) {
  Strategy fixed = plain(), random = plain();
  random.randomised = true;
  External installed, missing;
  installed.program = "/bin/sh";
  Plans plans{.settings = {.seeds = 5, .repeat = 2},
              .instances = {instanceOf({}), instanceOf({})},
              .strategies = {&fixed, &random},
              .externals = {installed, missing}};
  EXPECT_EQ(countRuns(plans), 2u * (2 + 10 + 2 + 1));
}

} // namespace
