//===- ExactTest.cpp - The exact search -----------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Answers are compared with brute force up to nine buffers, and with how they
// were made above that. Small problems need no budget near the default one.
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/Exact.h"
#include "TestProblems.h"
#include "idealloc/Generators/Generators.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

using namespace idealloc;

namespace {

constexpr test::Traits everything{
    .alignment = true, .pins = true, .reserved = true, .gaps = true};

/// A conflict set ascends, and its buffers alone do not fit either.
void expectConflict(const Problem &problem, const Plan &plan) {
  EXPECT_FALSE(plan.conflictSet.empty());
  EXPECT_TRUE(std::ranges::is_sorted(plan.conflictSet));
  EXPECT_GT(test::optimum(subproblem(problem, plan.conflictSet)),
            *problem.capacity);
}

/// Without a capacity: the optimum, and proved.
void expectOptimum(const Problem &problem, Bytes optimum,
                   const ExactOptions &options) {
  Plan plan = planExact(problem, options);
  EXPECT_EQ(plan.status, Status::Optimal);
  EXPECT_EQ(plan.makespan, optimum);
  EXPECT_EQ(plan.lowerBound, optimum);
  EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
  EXPECT_TRUE(plan.conflictSet.empty());
}

/// With a capacity one below the optimum, if the pins allow that.
void expectTooSmall(Problem problem, Bytes optimum,
                    const ExactOptions &options) {
  problem.capacity = optimum - 1;
  if (check(problem))
    return;
  Plan plan = planExact(problem, options);
  EXPECT_EQ(plan.status, Status::Infeasible);
  EXPECT_GE(plan.makespan, optimum);
  EXPECT_LE(plan.lowerBound, optimum);
  EXPECT_GT(plan.lowerBound, *problem.capacity);
  EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
  expectConflict(problem, plan);
}

/// With a capacity that is just enough.
void expectFits(Problem problem, Bytes optimum, const ExactOptions &options) {
  problem.capacity = optimum;
  Plan plan = planExact(problem, options);
  EXPECT_EQ(plan.makespan, optimum);
  EXPECT_TRUE(plan.status == Status::Optimal ||
              (options.decideOnly && plan.status == Status::Feasible));
  EXPECT_LE(plan.lowerBound, optimum);
  EXPECT_EQ(test::pairwiseFault(problem, plan.offsets), "");
}

/// All of the above.
void expectAllProved(const Problem &problem, Bytes optimum,
                     ExactOptions options = {}) {
  expectOptimum(problem, optimum, options);
  for (bool decideOnly : {false, true}) {
    options.decideOnly = decideOnly;
    expectTooSmall(problem, optimum, options);
    expectFits(problem, optimum, options);
  }
}

struct Case {
  const char *name;
  test::Traits traits;
  uint64_t cases = 1000; ///< Of up to seven buffers.
};

class ExactAgainstBruteForce : public testing::TestWithParam<Case> {};

TEST_P(ExactAgainstBruteForce, ProvesWhatFitsAndWhatDoesNot) {
  for (uint64_t seed = 0; seed < GetParam().cases; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::Traits traits = GetParam().traits;
    traits.buffers = seed % 8;
    traits.horizon = Time(4 + seed % 9);
    Problem problem = test::randomProblem(traits, 1000 + seed);
    expectAllProved(problem, test::optimum(problem),
                    {.budget = {.seed = seed}});
    if (HasFailure())
      return; // One reproducer is enough.
  }
}

TEST_P(ExactAgainstBruteForce, ProvesWhatFitsAndWhatDoesNotOfNineBuffers) {
  for (uint64_t seed = 0; seed < 16; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::Traits traits = GetParam().traits;
    traits.buffers = 8 + seed % 2;
    Problem problem = test::randomProblem(traits, 5000 + seed);
    expectAllProved(problem, test::optimum(problem));
    if (HasFailure())
      return;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Problems, ExactAgainstBruteForce,
    testing::Values(Case{"Plain", {}}, Case{"LargeSizes", {.largest = 40}},
                    Case{"Alignment", {.alignment = true}},
                    Case{"Pins", {.alignment = true, .pins = true}},
                    Case{"Reserved", {.reserved = true}},
                    Case{"Gaps", {.gaps = true}},
                    Case{"Everything", everything, 5000}),
    [](const testing::TestParamInfo<Case> &info) { return info.param.name; });

struct RuleCase {
  const char *name;
  bool ExactRules::*rule;
};

constexpr RuleCase rules[] = {
    {"CanonicalOrder", &ExactRules::canonicalOrder},
    {"SectionInference", &ExactRules::sectionInference},
    {"UnplacedFloor", &ExactRules::unplacedFloor},
    {"MonotonicFloor", &ExactRules::monotonicFloor},
    {"OneMachine", &ExactRules::oneMachine},
    {"Dominance", &ExactRules::dominance},
    {"Hatless", &ExactRules::hatless},
    {"Decomposition", &ExactRules::decomposition},
    {"ReorderParts", &ExactRules::reorderParts},
    {"Identical", &ExactRules::identical},
    {"StackedTwins", &ExactRules::stackedTwins},
    {"Reduction", &ExactRules::reduction},
};

/// Random problems, plain and with everything, with rules switched off. Small
/// sizes and few instants make many twins.
void expectSameOptimum(const ExactRules &without, size_t largest) {
  for (uint64_t seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    test::Traits traits = seed % 3 == 0 ? test::Traits{} : everything;
    traits.buffers = 2 + seed % (largest - 1);
    traits.horizon = Time(2 + seed % 7);
    traits.largest = Bytes(2 + seed % 5);
    Problem problem = test::randomProblem(traits, seed);
    expectAllProved(problem, test::optimum(problem), {.rules = without});
    if (testing::Test::HasFailure())
      return;
  }
}

class ExactWithout : public testing::TestWithParam<RuleCase> {};

TEST_P(ExactWithout, FindsTheSameOptimum) {
  ExactRules without;
  without.*GetParam().rule = false;
  expectSameOptimum(without, 7);
}

TEST_P(ExactWithout, AllOtherRulesFindsTheSameOptimum) {
  ExactRules only;
  for (const RuleCase &row : rules)
    only.*row.rule = row.rule == GetParam().rule;
  expectSameOptimum(only, 6);
}

INSTANTIATE_TEST_SUITE_P(Rules, ExactWithout, testing::ValuesIn(rules),
                         [](const testing::TestParamInfo<RuleCase> &info) {
                           return info.param.name;
                         });

TEST(Exact, FindsTheSameOptimumWithoutAnyRule) {
  ExactRules none;
  for (const RuleCase &row : rules)
    none.*row.rule = false;
  expectSameOptimum(none, 6);
}

TEST(Exact, FindsTheSameOptimumWithRandomSetsOfRules) {
  for (uint64_t set = 1; set < 4096; set += 223) {
    SCOPED_TRACE("set " + std::to_string(set));
    ExactRules some;
    for (size_t bit = 0; bit < std::size(rules); ++bit)
      some.*rules[bit].rule = set >> bit & 1;
    expectSameOptimum(some, 6);
  }
}

TEST(Exact, ProvesOptimaAboveLoad) {
  for (const Problem &problem : test::witnesses())
    expectAllProved(problem, load(problem).bytes + 1);
}

TEST(Exact, ProvesOptimaOfLifetimesLongerThanTheLargestTime) {
  constexpr Time first = std::numeric_limits<Time>::min();
  constexpr Time last = std::numeric_limits<Time>::max();
  const Time times[] = {first, first / 2, -1, 1, last / 2, last};
  Problem problem = test::witnesses()[0];
  for (Buffer &buffer : problem.buffers)
    buffer.lifetime = {times[buffer.lifetime.begin],
                       times[buffer.lifetime.end]};
  for (ExactRestarts restarts :
       {ExactRestarts::Random, ExactRestarts::Static}) {
    Plan plan = planExact(problem, {.restarts = restarts});
    EXPECT_EQ(plan.status, Status::Optimal);
    EXPECT_EQ(plan.makespan, 5);
    EXPECT_FALSE(verify(problem, plan));
  }
}

TEST(Exact, PlansNoBuffers) { expectOptimum({}, 0, {}); }

} // namespace
