//===- TrivialCasesTest.cpp - Problems whose optimum is plain to see ------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/TrivialCases.h"
#include "TestProblems.h"

#include <gtest/gtest.h>

using namespace idealloc;

namespace {

Problem problemOf(std::vector<std::array<int64_t, 3>> rows) {
  Problem problem;
  for (auto [begin, end, size] : rows)
    problem.buffers.push_back({.lifetime = {begin, end}, .size = size});
  return problem;
}

void expectOptimal(const Problem &problem, const std::optional<Plan> &plan) {
  ASSERT_TRUE(plan);
  EXPECT_FALSE(verify(problem, *plan));
  EXPECT_EQ(plan->status, Status::Optimal);
  EXPECT_EQ(plan->makespan, plan->lowerBound);
}

TEST(Disjoint, AllAtTheBase) {
  Problem problem = problemOf({{4, 8, 3}, {0, 4, 5}, {8, 9, 2}});
  std::optional<Plan> plan = planDisjoint(problem);
  expectOptimal(problem, plan);
  EXPECT_EQ(plan->offsets, (std::vector<Bytes>{0, 0, 0}));
}

TEST(Disjoint, HonoursPinsReservedAlignmentAndGaps) {
  Problem problem = problemOf({{0, 9, 3}, {2, 8, 5}, {9, 10, 2}});
  problem.buffers[0].gaps = {{2, 8}};
  problem.buffers[1].alignment = 4;
  problem.buffers[2].pin = 5;
  problem.reserved = {{3, 5}};
  std::optional<Plan> plan = planDisjoint(problem);
  expectOptimal(problem, plan);
  EXPECT_EQ(plan->offsets, (std::vector<Bytes>{0, 8, 5}));
}

TEST(Disjoint, DoesNotApplyToConflicts) {
  EXPECT_FALSE(planDisjoint(problemOf({{0, 3, 1}, {2, 4, 1}})));
}

TEST(EqualSizes, ReusesRows) {
  Problem problem =
      problemOf({{0, 4, 6}, {1, 3, 6}, {2, 9, 6}, {3, 8, 6}, {4, 7, 6}});
  problem.buffers[1].alignment = 3;
  std::optional<Plan> plan = planEqualSizes(problem);
  expectOptimal(problem, plan);
  EXPECT_EQ(plan->offsets, (std::vector<Bytes>{0, 6, 12, 6, 0}));
}

TEST(EqualSizes, DoesNotApplyToDifferentSizes) {
  EXPECT_FALSE(planEqualSizes(problemOf({{0, 3, 1}, {2, 4, 2}})));
}

TEST(AtMostTwo, AlternatesBetweenBaseAndTop) {
  Problem problem =
      problemOf({{0, 4, 3}, {2, 6, 5}, {4, 8, 2}, {6, 9, 4}, {8, 12, 4}});
  std::optional<Plan> plan = planAtMostTwo(problem);
  expectOptimal(problem, plan);
  EXPECT_EQ(plan->offsets, (std::vector<Bytes>{0, 3, 0, 4, 0}));
}

TEST(AtMostTwo, DoesNotApplyToThree) {
  EXPECT_FALSE(planAtMostTwo(problemOf({{0, 3, 1}, {0, 4, 2}, {0, 5, 1}})));
}

TEST(Laminar, StacksNestedLifetimes) {
  Problem problem =
      problemOf({{1, 4, 3}, {0, 9, 2}, {4, 9, 5}, {5, 6, 1}, {5, 6, 2}});
  std::optional<Plan> plan = planLaminar(problem);
  expectOptimal(problem, plan);
  EXPECT_EQ(plan->offsets, (std::vector<Bytes>{2, 0, 2, 7, 8}));
}

TEST(Laminar, DoesNotApplyToCrossingLifetimes) {
  EXPECT_FALSE(planLaminar(problemOf({{0, 3, 1}, {2, 4, 2}})));
}

TEST(OneInstant, StacksEverything) {
  Problem problem = problemOf({{0, 4, 3}, {3, 9, 2}, {2, 5, 5}});
  std::optional<Plan> plan = planOneInstant(problem);
  expectOptimal(problem, plan);
  EXPECT_EQ(plan->offsets, (std::vector<Bytes>{0, 3, 5}));
}

TEST(OneInstant, PutsTheMostPaddingOnTop) {
  Problem problem = problemOf({{0, 4, 6}, {3, 9, 1}, {2, 5, 8}, {3, 4, 6}});
  for (Buffer &buffer : problem.buffers)
    buffer.alignment = 4;
  std::optional<Plan> plan = planOneInstant(problem);
  expectOptimal(problem, plan);
  EXPECT_EQ(plan->offsets, (std::vector<Bytes>{0, 24, 8, 16}));
  EXPECT_EQ(plan->makespan, 25);
  problem.capacity = 25;
  expectOptimal(problem, planOneInstant(problem));
  problem.capacity = 24; // Search tells which buffers do not fit.
  EXPECT_FALSE(planOneInstant(problem));
}

TEST(OneInstant, IsOptimalWithOneAlignment) {
  int applied = 0;
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Problem problem = test::randomProblem(
        {.buffers = 2 + seed % 5, .horizon = 3, .largest = 9}, seed);
    for (Buffer &buffer : problem.buffers)
      buffer.alignment = Bytes(1) << seed % 4;
    std::optional<Plan> plan = planOneInstant(problem);
    if (!plan)
      continue;
    ++applied;
    expectOptimal(problem, plan);
    EXPECT_EQ(plan->makespan, test::optimum(problem)) << "seed " << seed;
  }
  EXPECT_GT(applied, 50);
}

TEST(OneInstant, DoesNotApplyWithoutACommonInstant) {
  EXPECT_FALSE(planOneInstant(problemOf({{0, 3, 1}, {1, 4, 2}, {3, 5, 1}})));
}

/// Each case but the first needs a plain problem, or nearly so.
TEST(TrivialCases, DoNotApplyToWhatIsNotPlain) {
  auto expectNone = [](const Problem &problem) {
    EXPECT_FALSE(planEqualSizes(problem));
    EXPECT_FALSE(planAtMostTwo(problem));
    EXPECT_FALSE(planLaminar(problem));
    EXPECT_FALSE(planOneInstant(problem));
    EXPECT_FALSE(planTrivial(problem));
  };
  Problem plain = problemOf({{0, 9, 3}, {1, 8, 3}});
  ASSERT_TRUE(planTrivial(plain));
  Problem problem = plain;
  problem.buffers[0].alignment = 2; // OPT 7, LOAD 6 with both.
  expectNone(problem);
  problem = plain;
  problem.buffers[0].pin = 9;
  expectNone(problem);
  problem = plain;
  problem.reserved = {{0, 1}};
  expectNone(problem);
}

/// Where all are live at one instant, gaps elsewhere do not matter.
TEST(TrivialCases, WithGapsNeedOneInstant) {
  Problem problem = problemOf({{0, 9, 3}, {1, 8, 3}});
  problem.buffers[0].gaps = {{3, 4}};
  EXPECT_FALSE(planEqualSizes(problem));
  EXPECT_FALSE(planAtMostTwo(problem));
  EXPECT_FALSE(planLaminar(problem));
  expectOptimal(problem, planOneInstant(problem));
  problem.buffers[0].gaps = {{1, 8}};
  EXPECT_FALSE(planOneInstant(problem));
}

TEST(TrivialCases, ObeyTheCapacity) {
  Problem problem = problemOf({{0, 4, 3}, {3, 9, 2}, {2, 5, 5}});
  problem.capacity = 9;
  std::optional<Plan> plan = planTrivial(problem);
  ASSERT_TRUE(plan);
  EXPECT_EQ(plan->status, Status::Infeasible);
  EXPECT_EQ(plan->conflictSet, (std::vector<size_t>{0, 1, 2}));
}

/// Whenever a case applies to a random problem, its plan is optimal.
TEST(TrivialCases, AreOptimalWheneverTheyApply) {
  int applied = 0;
  for (uint64_t seed = 0; seed < 3000; ++seed) {
    Problem problem = test::randomProblem({.buffers = 2 + seed % 4,
                                           .horizon = Time(3 + seed % 20),
                                           .largest = Bytes(1 + seed % 3),
                                           .alignment = seed % 7 == 0,
                                           .pins = seed % 11 == 0,
                                           .reserved = seed % 13 == 0,
                                           .gaps = seed % 5 == 0},
                                          seed);
    for (auto *plan : {planDisjoint, planEqualSizes, planAtMostTwo, planLaminar,
                       planOneInstant}) {
      std::optional<Plan> trivial = plan(problem);
      if (!trivial)
        continue;
      ++applied;
      EXPECT_EQ(test::pairwiseFault(problem, trivial->offsets), "");
      EXPECT_EQ(trivial->makespan, test::optimum(problem)) << "seed " << seed;
      EXPECT_EQ(trivial->status, Status::Optimal) << "seed " << seed;
    }
  }
  EXPECT_GT(applied, 1000);
}

TEST(TrivialCases, DoNotRecurseDeeply) {
  Problem problem;
  for (int64_t i = 0; i < 200000; ++i)
    problem.buffers.push_back({.lifetime = {i, 400000 - i}, .size = 1 + i % 7});
  expectOptimal(problem, planLaminar(problem));
}

} // namespace
