//===- ConflictSetTest.cpp - Why a capacity is too small ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConflictSet.h"
#include "TestProblems.h"
#include "idealloc/Planner/Fit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace idealloc;

namespace {

using Set = std::vector<size_t>;
using Proof = std::function<bool(const Problem &)>;

Set all(const Problem &problem) {
  Set set(problem.buffers.size());
  std::iota(set.begin(), set.end(), size_t(0));
  return set;
}

bool boundProves(const Problem &problem) {
  return lowerBound(problem) > *problem.capacity;
}

bool optimumProves(const Problem &problem) {
  return !problem.buffers.empty() && test::optimum(problem) > *problem.capacity;
}

/// Ascending, proved not to fit, and not so without any one.
void expectIrreducible(const Problem &problem, const Set &set,
                       const Proof &proof) {
  EXPECT_TRUE(std::ranges::is_sorted(set));
  EXPECT_EQ(std::ranges::adjacent_find(set), set.end());
  EXPECT_TRUE(proof(subproblem(problem, set)));
  for (size_t k = 0; k < set.size(); ++k) {
    Set rest = set;
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(k));
    EXPECT_FALSE(proof(subproblem(problem, rest))) << "without " << set[k];
  }
}

/// The fewest buffers whose sizes exceed the unreserved bytes at one tick.
size_t fewestByLookingAtEveryTick(const Problem &problem) {
  size_t fewest = problem.buffers.size() + 1;
  for (Time tick = 0; tick < 64; ++tick) {
    std::vector<Bytes> sizes;
    for (size_t i : liveAt(problem, tick))
      sizes.push_back(problem.buffers[i].size);
    std::ranges::sort(sizes, std::greater<>());
    Bytes room = *problem.capacity - reservedBelow(problem, *problem.capacity);
    for (size_t k = 0; k < sizes.size(); ++k) {
      room -= sizes[k];
      if (room < 0) {
        fewest = std::min(fewest, k + 1);
        break;
      }
    }
  }
  return fewest;
}

const test::Traits everyTrait[] = {
    {},
    {.alignment = true},
    {.alignment = true, .pins = true},
    {.reserved = true},
    {.gaps = true},
    {.alignment = true, .pins = true, .reserved = true, .gaps = true}};

/// Runs `expect` on random problems with a well-formed capacity.
template <typename Expect>
void onRandomProblems(uint64_t seeds, size_t largest, Expect expect) {
  for (const test::Traits &each : everyTrait) {
    for (uint64_t seed = 0; seed < seeds; ++seed) {
      test::Traits traits = each;
      traits.buffers = 1 + seed % largest;
      Problem problem = test::randomProblem(traits, seed);
      SCOPED_TRACE("traits " + std::to_string(&each - everyTrait) + ", seed " +
                   std::to_string(seed));
      expect(problem);
    }
  }
}

void expectFewest(Problem problem, Bytes capacity) {
  problem.capacity = capacity;
  if (capacity < 0 || check(problem))
    return;
  SCOPED_TRACE("capacity " + std::to_string(capacity));
  Set set = boundConflictSet(problem);
  expectIrreducible(problem, set, boundProves);
  bool one = std::ranges::any_of(all(problem), [&](size_t i) {
    return boundProves(subproblem(problem, Set{i}));
  });
  EXPECT_EQ(set.size(), one ? 1 : fewestByLookingAtEveryTick(problem));
  EXPECT_TRUE(commonInstant(problem, set));
}

TEST(BoundConflictSet, IsIrreducibleAndTheFewestOfAnyTick) {
  onRandomProblems(120, 12, [](const Problem &problem) {
    Bytes bound = lowerBound(problem);
    for (Bytes capacity : {bound - 1, bound - 3, bound / 2, bound / 4})
      if (capacity < bound)
        expectFewest(problem, capacity);
  });
}

TEST(BoundConflictSet, TakesTheInstantThatNeedsTheFewest) {
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 4},
                              {.lifetime = {0, 2}, .size = 4},
                              {.lifetime = {0, 2}, .size = 4},
                              {.lifetime = {2, 9}, .size = 1},
                              {.lifetime = {4, 9}, .size = 5},
                              {.lifetime = {4, 9}, .size = 5}},
                  .capacity = 9};
  // The load, 12, is at 0 and takes three.
  EXPECT_EQ(boundConflictSet(problem), (Set{4, 5}));
  problem.buffers[1].size = 6;
  EXPECT_EQ(boundConflictSet(problem), (Set{0, 1})); // The earliest of two.
}

TEST(BoundConflictSet, OfSingleBuffersTakesTheOneThatNeedsMost) {
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 8},
                              {.lifetime = {5, 6}, .size = 9},
                              {.lifetime = {0, 2}, .size = 4}},
                  .capacity = 5};
  EXPECT_EQ(boundConflictSet(problem), (Set{1}));
  problem.capacity = 10;
  EXPECT_EQ(boundConflictSet(problem), (Set{0, 2}));
  problem.reserved = {{7, 8}}; // The second ends at 17, the first at 16.
  problem.capacity = 15;
  EXPECT_EQ(boundConflictSet(problem), (Set{1}));
}

TEST(BoundConflictSet, IsEveryBufferWhereTheBoundProvesNothing) {
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 3, .alignment = 2},
                              {.lifetime = {0, 2}, .size = 3, .alignment = 2}},
                  .capacity = 6};
  EXPECT_EQ(boundConflictSet(problem), (Set{0, 1}));
}

TEST(BoundConflictSet, CopesWithManyBuffers) {
  Problem problem;
  for (Time i = 0; i < 100000; ++i)
    problem.buffers.push_back(
        {.lifetime = {i, i + 1000 + i % 7}, .size = 64 + i * 7919 % 101});
  problem.capacity = lowerBound(problem) - 1;
  Set set = boundConflictSet(problem);
  EXPECT_GT(set.size(), 500u);
  EXPECT_LT(set.size(), 1007u);
  EXPECT_TRUE(boundProves(subproblem(problem, set)));
  set.pop_back();
  EXPECT_FALSE(boundProves(subproblem(problem, set)));
}

TEST(BoundConflictSet, IsThatOfPlans) {
  Problem problem{.buffers = {{.lifetime = {0, 4}, .size = 8},
                              {.lifetime = {2, 6}, .size = 1},
                              {.lifetime = {2, 6}, .size = 6}},
                  .capacity = 13};
  Plan plan = planGreedy(problem);
  EXPECT_EQ(plan.status, Status::Infeasible);
  EXPECT_EQ(plan.conflictSet, (Set{0, 2}));
}

TEST(ShrinkConflictSet, IsIrreducibleWhateverTheProof) {
  size_t withoutInstant = 0;
  onRandomProblems(60, 7, [&](Problem problem) {
    Bytes optimum = test::optimum(problem);
    for (Bytes capacity : {optimum - 1, optimum / 2}) {
      problem.capacity = capacity;
      if (check(problem))
        continue;
      SCOPED_TRACE("capacity " + std::to_string(capacity));
      Set set = shrinkConflictSet(problem, all(problem), optimumProves);
      expectIrreducible(problem, set, optimumProves);
      withoutInstant += !commonInstant(problem, set);
    }
  });
  EXPECT_GT(withoutInstant, 0u);
}

TEST(ShrinkConflictSet, KeepsTheWitnessWithoutACommonInstant) {
  Problem problem = test::witnesses().front();
  problem.buffers.push_back({.lifetime = {5, 7}, .size = 4});
  problem.capacity = 4;
  EXPECT_EQ(shrinkConflictSet(problem, all(problem), optimumProves),
            (Set{0, 1, 2, 3, 4, 5, 6}));
}

TEST(ShrinkConflictSet, AsksSeldomWhereFewMatter) {
  Problem problem{.capacity = 99};
  for (Time i = 0; i < 1000; ++i)
    problem.buffers.push_back({.lifetime = {i, i + 5}, .size = 10});
  for (size_t i : {617, 619, 620})
    problem.buffers[i].size = 35;
  size_t calls = 0;
  auto proof = [&](const Problem &asked) {
    ++calls;
    EXPECT_EQ(asked.capacity, problem.capacity);
    return boundProves(asked);
  };
  EXPECT_EQ(shrinkConflictSet(problem, all(problem), proof),
            (Set{617, 619, 620}));
  EXPECT_LT(calls, 40u);
}

TEST(ShrinkConflictSet, TriesAgainWhatALargerSetSeemedToNeed) {
  Problem problem{.capacity = 1};
  for (Bytes size : {1, 2, 3})
    problem.buffers.push_back({.lifetime = {0, 1}, .size = size});
  // Does not prove {1, 2}, a superset of what it does prove.
  Proof erratic = [](const Problem &asked) {
    std::vector<Bytes> sizes;
    for (const Buffer &buffer : asked.buffers)
      sizes.push_back(buffer.size);
    using Sizes = std::vector<Bytes>;
    return sizes == Sizes{1, 2, 3} || sizes == Sizes{1, 3} || sizes == Sizes{3};
  };
  EXPECT_EQ(shrinkConflictSet(problem, {0, 1, 2}, erratic), (Set{2}));
}

TEST(ShrinkConflictSet, LeavesASetOfOneAndAProofThatGivesUp) {
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 2},
                              {.lifetime = {0, 1}, .size = 2}},
                  .capacity = 1};
  EXPECT_EQ(shrinkConflictSet(problem, {1}, boundProves), (Set{1}));
  EXPECT_EQ(shrinkConflictSet(problem, {}, boundProves), Set{});
  EXPECT_EQ(
      shrinkConflictSet(problem, {1, 0}, [](const Problem &) { return false; }),
      (Set{0, 1}));
}

TEST(CommonInstant, IsTheEarliestOrNone) {
  Problem problem{
      .buffers = {{.lifetime = {0, 10}, .size = 5, .gaps = {{2, 6}, {7, 8}}},
                  {.lifetime = {2, 8}, .size = 7},
                  {.lifetime = {7, 9}, .size = 1}}};
  EXPECT_EQ(commonInstant(problem, Set{0, 1}), 6);
  EXPECT_EQ(commonInstant(problem, Set{1, 2}), 7);
  EXPECT_EQ(commonInstant(problem, Set{0, 2}), 8);
  EXPECT_EQ(commonInstant(problem, Set{0}), 0);
  EXPECT_EQ(commonInstant(problem, Set{0, 1, 2}), std::nullopt); // By pairs.
  EXPECT_EQ(commonInstant(problem, Set{}), std::nullopt);
}

TEST(CommonInstant, AgreesWithLookingAtEveryTick) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    Problem problem = test::randomProblem(
        {.buffers = 1 + seed % 4, .horizon = 14, .gaps = true}, seed);
    std::optional<Time> first;
    for (Time tick = 0; tick < 14 && !first; ++tick)
      if (liveAt(problem, tick).size() == problem.buffers.size())
        first = tick;
    EXPECT_EQ(commonInstant(problem, all(problem)), first) << "seed " << seed;
  }
}

} // namespace
