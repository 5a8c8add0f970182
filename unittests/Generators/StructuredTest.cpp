//===- StructuredTest.cpp - Problems whose optimum is their load ----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fingerprint.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;
using test::fingerprint;

namespace {

/// planWith checks problem and plan, too.
Plan planned(const char *strategy, const Problem &problem) {
  Result<Plan> result = planWith(strategy, problem);
  EXPECT_TRUE(result) << result.error();
  return result ? *result : Plan{};
}

TEST(NestedProblem, IsTheSameEverywhere) {
  EXPECT_EQ(fingerprint(nestedProblem(500, 4, 7)), 745802968121836202u);
  EXPECT_NE(fingerprint(nestedProblem(500, 4, 8)),
            fingerprint(nestedProblem(500, 4, 7)));
  EXPECT_NE(fingerprint(nestedProblem(500, 3, 7)),
            fingerprint(nestedProblem(500, 4, 7)));
}

TEST(NestedProblem, IsLaminar) {
  for (uint64_t seed : {1, 2, 3})
    for (uint64_t arity : {1, 2, 5, 1000})
      for (size_t count : {0, 1, 2, 300}) {
        Problem problem = nestedProblem(count, arity, seed);
        ASSERT_EQ(problem.buffers.size(), count);
        ASSERT_FALSE(check(problem));
        for (const Buffer &first : problem.buffers)
          for (const Buffer &second : problem.buffers) {
            const Interval a = first.lifetime, b = second.lifetime;
            ASSERT_TRUE(a.end <= b.begin || b.end <= a.begin ||
                        (a.begin <= b.begin && b.end <= a.end) ||
                        (b.begin <= a.begin && a.end <= b.end));
          }
      }
}

TEST(NestedProblem, OfArityOneIsATower) {
  Problem problem = nestedProblem(200, 1, 3);
  Bytes total = 0;
  for (const Buffer &buffer : problem.buffers)
    total += buffer.size;
  EXPECT_EQ(load(problem).bytes, total);
}

TEST(NestedProblem, HasNoMoreChildrenThanAskedFor) {
  for (uint64_t arity : {1, 2, 3}) {
    Problem problem = nestedProblem(60, arity, 4);
    auto inside = [&](const Buffer &a, const Buffer &b) {
      return b.lifetime.begin <= a.lifetime.begin &&
             a.lifetime.end <= b.lifetime.end && a.lifetime != b.lifetime;
    };
    uint64_t most = 0;
    for (const Buffer &parent : problem.buffers) {
      std::vector<Interval> children;
      for (const Buffer &child : problem.buffers)
        if (inside(child, parent) &&
            std::ranges::none_of(problem.buffers, [&](const Buffer &other) {
              return inside(child, other) && inside(other, parent);
            }))
          children.push_back(child.lifetime);
      // Those of equal lifetime are a child and its only child.
      std::ranges::sort(children, {}, &Interval::begin);
      auto same = std::ranges::unique(children);
      children.erase(same.begin(), same.end());
      most = std::max<uint64_t>(most, children.size());
    }
    EXPECT_EQ(most, arity);
  }
}

TEST(NestedProblem, HasItsLoadAsOptimum) {
  for (uint64_t seed : {1, 2, 3})
    for (uint64_t arity : {1, 3, 100}) {
      Problem problem = nestedProblem(2000, arity, seed);
      Plan plan = planned("exact", problem);
      EXPECT_EQ(plan.makespan, load(problem).bytes);
      EXPECT_EQ(plan.status, Status::Optimal);
    }
}

TEST(StaircaseProblem, IsTheSameEverywhere) {
  EXPECT_EQ(fingerprint(staircaseProblem(500, 30, 7)), 3360745443132493804u);
  EXPECT_NE(fingerprint(staircaseProblem(500, 30, 8)),
            fingerprint(staircaseProblem(500, 30, 7)));
}

TEST(StaircaseProblem, IsAStaircase) {
  for (size_t count : {0, 1, 5, 400})
    for (uint64_t width : {1, 2, 30, 1000}) {
      Problem problem = staircaseProblem(count, width, 2);
      ASSERT_EQ(problem.buffers.size(), count);
      ASSERT_FALSE(check(problem));
      for (size_t i = 0; i < count; ++i)
        for (size_t j = 0; j < i; ++j)
          EXPECT_EQ(conflict(problem.buffers[i], problem.buffers[j]),
                    i - j < width);
    }
}

TEST(StaircaseProblem, IsPackedToItsLoadByFirstFit) {
  for (uint64_t seed : {1, 2, 3})
    for (uint64_t width : {1, 7, 100, 5000}) {
      Problem problem = staircaseProblem(2000, width, seed);
      Bytes first = 0;
      for (size_t i = 0; i < std::min<size_t>(width, 2000); ++i)
        first += problem.buffers[i].size;
      EXPECT_EQ(load(problem).bytes, first);
      EXPECT_EQ(planned("first-fit-begin", problem).makespan, first);
    }
}

} // namespace
