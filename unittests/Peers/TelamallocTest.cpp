//===- TelamallocTest.cpp - A search in the manner of TelaMalloc ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TelamallocSearch.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Peers/Peers.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;

namespace {

using Outcome = TelamallocSearch::Outcome;

const Deadline never{Budget()};
constexpr uint64_t plenty = 1 << 20; // Units of work.

TEST(Telamalloc, FindsOptimaThatFirstFitMisses) {
  int missed = 0, found = 0;
  for (uint64_t seed = 0; seed < 400; ++seed) {
    Problem problem = test::randomProblem({.buffers = 8}, seed);
    const Bytes optimum = test::optimum(problem);
    Plan plan = planTelamalloc(problem);
    EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
    EXPECT_LE(plan.makespan, planFirstFit(problem).makespan);
    if (planFirstFit(problem).makespan > optimum) {
      ++missed;
      found += plan.makespan == optimum;
    }
  }
  EXPECT_GE(missed, 50);
  EXPECT_GE(found, missed - 1); // It does not search everything.
}

TEST(Telamalloc, PlansTheWitnessesAndClaimsNoProof) {
  for (Problem &problem : test::witnesses()) {
    const Bytes bytes = load(problem).bytes;
    Plan plan = planTelamalloc(problem);
    EXPECT_EQ(plan.makespan, bytes + 1);
    EXPECT_EQ(plan.lowerBound, bytes);
    EXPECT_EQ(plan.status, Status::Feasible);
    EXPECT_LT(plan.effort, 1000u); // It gives up long before the budget.
    problem.capacity = bytes;
    EXPECT_EQ(planTelamalloc(problem).status, Status::Unknown);
  }
}

TEST(Telamalloc, HonoursAllThereIs) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Problem problem = test::randomProblem({.buffers = 60,
                                           .horizon = 40,
                                           .largest = 50,
                                           .alignment = true,
                                           .pins = true,
                                           .reserved = true,
                                           .gaps = true},
                                          seed);
    Plan plan = planTelamalloc(problem, {.budget = {.effort = 0.02}});
    EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
  }
}

TEST(Telamalloc, TriesTheCapacityFirst) {
  // Half of the way down is too low for the little work there is.
  Problem problem = plantedProblem(30, 1000, 340);
  ASSERT_GT(planFirstFit(problem).makespan, 1000);
  problem.capacity = planFirstFit(problem).makespan - 1;
  Plan plan = planTelamalloc(problem, {.budget = {.effort = 0.001}});
  EXPECT_LE(plan.makespan, *problem.capacity);
}

TEST(Telamalloc, EndsWithItsBudget) {
  Problem problem = plantedProblem(150, 1000, 3);
  const Bytes first = planFirstFit(problem).makespan;
  ASSERT_GT(first, 1000);
  for (TelamallocOptions options :
       {TelamallocOptions{.budget = {.effort = 1e-9}},
        {.budget = {.timeLimit = 0.0}}}) {
    Plan plan = planTelamalloc(problem, options);
    EXPECT_EQ(plan.makespan, first);
    EXPECT_EQ(plan.status, Status::Feasible);
    EXPECT_LE(plan.effort, 2u);
  }
  problem.capacity = 1000;
  EXPECT_EQ(planTelamalloc(problem, {.budget = {.effort = 1e-9}}).status,
            Status::Unknown);
  // More work, no larger plan, and more of it spent.
  Plan little = planTelamalloc(problem, {.budget = {.effort = 0.01}});
  Plan more = planTelamalloc(problem, {.budget = {.effort = 0.1}});
  EXPECT_LT(little.effort, more.effort);
  EXPECT_LT(more.makespan, first);
}

TEST(Telamalloc, SplitsWhatSharesNoTime) {
  // The second half is easy; equal halves are solved once.
  Problem problem = plantedProblem(30, 1000, 340);
  Plan one = planTelamalloc(problem);
  Problem both = problem;
  for (const Buffer &buffer : problem.buffers) {
    both.buffers.push_back(buffer);
    both.buffers.back().lifetime.begin += 1000;
    both.buffers.back().lifetime.end += 1000;
  }
  Plan twice = planTelamalloc(both);
  EXPECT_EQ(twice.makespan, one.makespan);
  EXPECT_EQ(twice.effort, one.effort);
  EXPECT_EQ(test::pairwiseFault(both, twice.offsets), "");
}

TEST(TelamallocPhases, PlaceWhatLivesAtThePeakFirst) {
  // Contention 4 in [0, 2), 10 in [2, 4), 8 in [4, 6), 2 in [6, 8), 9 in
  // [8, 9): two peaks above 7.
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 3},
                              {.lifetime = {0, 4}, .size = 1},
                              {.lifetime = {2, 4}, .size = 9},
                              {.lifetime = {4, 6}, .size = 7},
                              {.lifetime = {4, 9}, .size = 1},
                              {.lifetime = {8, 9}, .size = 8},
                              {.lifetime = {6, 8}, .size = 1}}};
  SearchModel model(problem);
  std::vector<std::vector<size_t>> phases;
  for (const std::vector<uint32_t> &phase : contentionPhases(model)) {
    phases.emplace_back();
    for (uint32_t i : phase)
      phases.back().push_back(model.originals[i]);
    std::ranges::sort(phases.back());
  }
  EXPECT_EQ(phases,
            (std::vector<std::vector<size_t>>{{1, 2, 3, 4}, {5}, {0, 6}}));
}

TEST(TelamallocSolver, KeepsTheLowestPlaces) {
  // 0 and 1 meet, 1 and 2 meet.
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 3},
                              {.lifetime = {1, 4}, .size = 2},
                              {.lifetime = {3, 5}, .size = 4}}};
  SearchModel model(problem);
  TelamallocSolver solver(model);
  ASSERT_TRUE(solver.reset(6));
  EXPECT_TRUE(solver.place(0));
  EXPECT_EQ(solver.offset(1), 3);
  EXPECT_EQ(solver.offset(2), 0);
  // That leaves [0, 3) and [5, 6), too little for the third.
  EXPECT_FALSE(solver.place(1));
  EXPECT_EQ(solver.failure().buffer, 2u);
  EXPECT_EQ(solver.failure().latest, -1); // The first is not in its way.
  solver.undo();
  EXPECT_EQ(solver.offset(1), 3);
  EXPECT_EQ(solver.offset(2), 0);
  EXPECT_TRUE(solver.place(2));
  EXPECT_EQ(solver.offset(1), 4);
  EXPECT_TRUE(solver.place(1));
  EXPECT_EQ(solver.depth(), 3u);
}

TEST(TelamallocSolver, NamesThePlacementInTheWay) {
  // The last lifts the third, which the second then neither fits below, because
  // of the first, nor above.
  Problem problem{.buffers = {{.lifetime = {0, 3}, .size = 2},
                              {.lifetime = {2, 5}, .size = 3},
                              {.lifetime = {4, 7}, .size = 1},
                              {.lifetime = {6, 8}, .size = 3}}};
  SearchModel model(problem);
  TelamallocSolver solver(model);
  EXPECT_FALSE(solver.reset(4)); // 2 + 3 bytes are live together.
  ASSERT_TRUE(solver.reset(6));
  EXPECT_TRUE(solver.place(0));
  EXPECT_TRUE(solver.place(3));
  EXPECT_EQ(solver.offset(2), 3);
  EXPECT_FALSE(solver.place(2));
  EXPECT_EQ(solver.failure().buffer, 1u);
  EXPECT_EQ(solver.failure().latest, 0);
}

TEST(TelamallocSolver, SeesThatFreeRangesAreTooSmall) {
  // The first lifts the second to 1. Below it is room for 1 byte and above it
  // for 3, but 2 and 2 are to come, each of which still has a place.
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 1},
                              {.lifetime = {1, 4}, .size = 2},
                              {.lifetime = {2, 4}, .size = 2},
                              {.lifetime = {3, 5}, .size = 2}}};
  SearchModel model(problem);
  TelamallocSolver solver(model);
  ASSERT_TRUE(solver.reset(6));
  EXPECT_TRUE(solver.place(0));
  EXPECT_FALSE(solver.place(1));
  EXPECT_EQ(solver.failure().buffer, 2u);
  EXPECT_EQ(solver.offset(2), 3);
  EXPECT_EQ(solver.failure().latest, -1);
  ASSERT_TRUE(solver.reset(7));
  EXPECT_TRUE(solver.place(0));
  EXPECT_TRUE(solver.place(1));
}

TEST(TelamallocSearch, JumpsBackWhereStepsTakeTooLong) {
  for (uint64_t seed : {32, 340}) {
    Problem problem = plantedProblem(30, 1000, seed);
    SearchModel model(problem);
    TelamallocSearch both(model, /*major=*/true);
    TelamallocSearch stepping(model, /*major=*/false);
    EXPECT_EQ(both.run(1000, 0, 2, plenty, never), Outcome::Fits);
    EXPECT_GT(both.minorBacktracks(), 0u);
    EXPECT_GT(both.majorBacktracks(), 0u);
    EXPECT_LT(both.nodes(), 100u);
    EXPECT_EQ(test::makespanOf(problem, model.originalOffsets(both.offsets())),
              1000);
    EXPECT_EQ(stepping.run(1000, 0, 2, plenty, never), Outcome::Spent);
    EXPECT_GT(stepping.minorBacktracks(), 100u);
    EXPECT_EQ(stepping.majorBacktracks(), 0u);
  }
}

TEST(TelamallocSearch, StepsBackWithoutPatienceRunningOut) {
  Problem problem = plantedProblem(30, 1000, 32);
  SearchModel model(problem);
  TelamallocSearch search(model, /*major=*/true);
  search.run(1000, 0, plenty, plenty / 16, never);
  EXPECT_GT(search.minorBacktracks(), 0u);
  EXPECT_EQ(search.majorBacktracks(), 0u);
}

TEST(TelamallocSearch, GivesUpWhenNothingIsLeftToTry) {
  SearchModel model(test::witnesses()[0]);
  TelamallocSearch search(model, /*major=*/true);
  EXPECT_EQ(search.run(4, 0, 2, plenty, never), Outcome::Exhausted);
  EXPECT_GT(search.nodes(), 0u);
  EXPECT_EQ(search.run(5, 0, 2, plenty, never), Outcome::Fits);
  const uint64_t nodes = search.nodes();
  EXPECT_EQ(search.run(1, 0, 2, plenty, never), Outcome::Exhausted);
  EXPECT_EQ(search.nodes(), nodes); // The solver refuses at once.
}

TEST(TelamallocSearch, IsCutShort) {
  SearchModel model(plantedProblem(30, 1000, 32));
  TelamallocSearch search(model, /*major=*/true);
  EXPECT_EQ(search.run(1000, 0, 2, 1, never), Outcome::Spent);
  EXPECT_LE(search.nodes(), 1u);
}

} // namespace
