//===- BandsTest.cpp - Parts of a plan that are placed again --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/Bands.h"
#include "Exact/ReachableEnds.h"
#include "Exact/Search.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;

static const Deadline never{Budget{}};

static Problem mixedProblem(uint64_t seed) {
  return test::randomProblem({.buffers = 40,
                              .horizon = 20,
                              .alignment = seed % 2 == 0,
                              .pins = seed % 3 == 0,
                              .reserved = seed % 5 == 0,
                              .gaps = seed % 7 == 0},
                             seed);
}

TEST(SettledPlan, IsAValidPlanThatEndsNoHigher) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Problem problem = mixedProblem(seed);
    const Plan plan = planFirstFit(problem, Order::Begin);
    const SearchModel model(problem);
    const SettledPlan settled(model, plan.offsets);
    const std::vector<Bytes> offsets = model.originalOffsets(settled.offsets);
    ASSERT_EQ(test::pairwiseFault(problem, offsets), "") << "seed " << seed;
    EXPECT_LE(test::makespanOf(problem, offsets), plan.makespan);
    for (size_t i = 0; i < offsets.size(); ++i)
      EXPECT_LE(offsets[i], plan.offsets[i]);
  }
}

TEST(SettledPlan, MovesDownWhatHangs) {
  const Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 4},
                                    {.lifetime = {1, 3}, .size = 2}}};
  const SettledPlan settled(SearchModel(problem), std::vector<Bytes>{1, 8});
  EXPECT_EQ(settled.offsets, (std::vector<Bytes>{0, 4}));
  EXPECT_EQ(settled.lowest(1), std::vector<uint32_t>{0});
}

TEST(Cone, LeavesWhatIsClosedDownwards) {
  for (uint64_t seed = 0; seed < 100; ++seed) {
    const Problem problem = scatteredProblem(120, 30, seed);
    const SearchModel model(problem);
    const SettledPlan plan(model, planFirstFit(problem).offsets);
    const Bytes makespan =
        test::makespanOf(problem, model.originalOffsets(plan.offsets));
    Cone cone(model, plan, makespan - 1, seed);
    size_t before = model.count();
    for (size_t wanted : {10, 30, 60}) {
      if (!cone.growTo(wanted))
        break;
      const std::vector<uint32_t> kept = cone.kept();
      EXPECT_LE(kept.size(), model.count() - wanted);
      EXPECT_LE(kept.size(), before);
      before = kept.size();
      std::vector<bool> stays(model.count());
      for (uint32_t i : kept) {
        stays[i] = true;
        EXPECT_LT(plan.offsets[i] + model.rawSizes[i], makespan);
      }
      for (uint32_t i : kept)
        for (uint32_t j : model.conflicts[i])
          EXPECT_TRUE(stays[j] || plan.offsets[j] > plan.offsets[i]);
    }
    EXPECT_GT(cone.work(), 0u);
  }
}

/// What is kept stays, the rest is placed around it; at the makespan of the
/// plan it always can be.
TEST(Search, PlacesTheRestAboveWhatIsKept) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    const Problem problem = mixedProblem(seed);
    const SearchModel model(problem);
    const SettledPlan plan(model, planFirstFit(problem).offsets);
    const Bytes makespan =
        test::makespanOf(problem, model.originalOffsets(plan.offsets));
    Search search(model, {});
    for (size_t free : {1, 5, 10}) {
      if (free > model.count())
        continue;
      const std::vector<uint32_t> kept = plan.lowest(model.count() - free);
      const Verdict verdict =
          search.run(makespan, {}, {1000000, uint64_t(1) << 40, never},
                     {kept, plan.offsets});
      ASSERT_EQ(verdict, Verdict::Fits) << "seed " << seed;
      for (uint32_t i : kept)
        EXPECT_EQ(search.offsets()[i], plan.offsets[i]);
      const std::vector<Bytes> offsets =
          model.originalOffsets(search.offsets());
      ASSERT_EQ(test::pairwiseFault(problem, offsets), "");
      EXPECT_LE(test::makespanOf(problem, offsets), makespan);
    }
  }
}

TEST(Search, RefutesWithoutANodeWhatStaysTooHigh) {
  const Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 4},
                                    {.lifetime = {1, 3}, .size = 2}}};
  const SearchModel model(problem);
  Search search(model, {});
  const std::vector<Bytes> offsets = {3, 0};
  const std::vector<uint32_t> kept = {0};
  EXPECT_EQ(search.run(6, {}, {100, 1000000, never}, {kept, offsets}),
            Verdict::Never);
  EXPECT_EQ(search.nodes(), 0u);
}

TEST(BandLog, GivesGroupsEqualWorkAndMoreToThoseThatPay) {
  BandLog log;
  uint64_t runs[8] = {};
  auto advance = [&](int count) {
    std::ranges::fill(runs, 0);
    for (int k = 0; k < count; ++k) {
      const BandShape shape = log.next(1000, static_cast<uint64_t>(k));
      EXPECT_GE(shape.free, 100u);
      EXPECT_LT(shape.free, 900u);
      EXPECT_EQ(shape.isCone, shape.group % 2 == 1);
      log.addWork(shape, shape.group == 7 ? 4000 : 1000);
      ++runs[shape.group];
    }
  };
  advance(2900);
  EXPECT_EQ(runs[0], 400u);
  EXPECT_EQ(runs[7], 100u);
  EXPECT_FALSE(log.pays());
  for (int k = 0; k < 10; ++k)
    log.addGain({.group = 2});
  EXPECT_TRUE(log.pays());
  advance(2000);
  EXPECT_GT(runs[2], 1000u);
}

TEST(ReachableEnds, AreSumsOfSizesWithoutObstacles) {
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 6},
                              {.lifetime = {1, 3}, .size = 10},
                              {.lifetime = {2, 4}, .size = 10}}};
  ReachableEnds ends;
  const SearchModel model(problem);
  EXPECT_EQ(ends.nextAbove(model, 10, 100), 16);
  EXPECT_EQ(ends.nextAbove(model, 16, 100), 20);
  EXPECT_EQ(ends.nextAbove(model, 20, 26), 26);
  problem.reserved = {{0, 2}};
  const SearchModel reserved(problem);
  ReachableEnds others;
  EXPECT_EQ(others.nextAbove(reserved, 16, 100), 18);
}
