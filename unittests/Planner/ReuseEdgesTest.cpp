//===- ReuseEdgesTest.cpp - Edges against a naive oracle ------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Planner/ReuseEdges.h"
#include "TestProblems.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <tuple>

using namespace idealloc;
using namespace idealloc::test;

namespace {

struct Part {
  size_t buffer;
  Interval live;
};

std::vector<Part> partsOf(const Problem &problem) {
  std::vector<Part> parts;
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    Interval rest = problem.buffers[i].lifetime;
    for (const Interval &gap : problem.buffers[i].gaps) {
      parts.push_back({i, {rest.begin, gap.begin}});
      rest.begin = gap.end;
    }
    parts.push_back({i, rest});
  }
  return parts;
}

/// By definition: the relation "shares bytes and ends before", its transitive
/// closure, and of that the pairs that no third part lies between.
std::vector<ReuseEdge> oracle(const Problem &problem, const Plan &plan) {
  const std::vector<Part> parts = partsOf(problem);
  const size_t n = parts.size();
  auto begin = [&](size_t p) { return plan.offsets[parts[p].buffer]; };
  auto end = [&](size_t p) {
    return begin(p) + problem.buffers[parts[p].buffer].size;
  };
  std::vector<std::vector<bool>> after(n, std::vector<bool>(n));
  for (size_t p = 0; p < n; ++p)
    for (size_t q = 0; q < n; ++q)
      after[p][q] = p != q && begin(p) < end(q) && begin(q) < end(p) &&
                    parts[p].live.end <= parts[q].live.begin;
  for (size_t via = 0; via < n; ++via)
    for (size_t p = 0; p < n; ++p)
      for (size_t q = 0; q < n; ++q)
        if (after[p][via] && after[via][q])
          after[p][q] = true;
  std::vector<ReuseEdge> edges;
  for (size_t p = 0; p < n; ++p)
    for (size_t q = 0; q < n; ++q) {
      bool isNeeded = after[p][q];
      for (size_t via = 0; via < n; ++via)
        isNeeded = isNeeded && !(after[p][via] && after[via][q]);
      if (isNeeded)
        edges.push_back({parts[p].buffer, parts[p].live.end, parts[q].buffer,
                         parts[q].live.begin});
    }
  std::ranges::sort(edges, {}, [](const ReuseEdge &edge) {
    return std::tuple(edge.begin, edge.then, edge.first, edge.end);
  });
  return edges;
}

TEST(ReuseEdges, JoinWhoFollowsOnTheSameBytes) {
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 8},
                              {.lifetime = {0, 2}, .size = 4},
                              {.lifetime = {2, 5}, .size = 4}}};
  Plan plan{.offsets = {0, 8, 8}, .makespan = 12};
  EXPECT_EQ(
      reuseEdges(problem, plan),
      (std::vector<ReuseEdge>{{.first = 1, .end = 2, .then = 2, .begin = 2}}));
}

TEST(ReuseEdges, LeaveOutWhatFollows) {
  // The third buffer takes bytes of the first, too, but waits for the second,
  // which has waited for the first.
  Problem problem{.buffers = {{.lifetime = {0, 2}, .size = 8},
                              {.lifetime = {3, 4}, .size = 4},
                              {.lifetime = {5, 6}, .size = 8}}};
  Plan plan{.offsets = {0, 0, 0}, .makespan = 8};
  EXPECT_EQ(
      reuseEdges(problem, plan),
      (std::vector<ReuseEdge>{{.first = 0, .end = 2, .then = 1, .begin = 3},
                              {.first = 1, .end = 4, .then = 2, .begin = 5}}));
}

TEST(ReuseEdges, GoIntoAHoleAndOutOfIt) {
  Problem problem{.buffers = {{.lifetime = {0, 9}, .size = 8, .gaps = {{2, 7}}},
                              {.lifetime = {3, 5}, .size = 8}}};
  Plan plan{.offsets = {0, 0}, .makespan = 8};
  EXPECT_EQ(
      reuseEdges(problem, plan),
      (std::vector<ReuseEdge>{{.first = 0, .end = 2, .then = 1, .begin = 3},
                              {.first = 1, .end = 5, .then = 0, .begin = 7}}));
}

TEST(ReuseEdges, AreThoseOfTheOracle) {
  size_t edges = 0, ofSeveral = 0;
  for (uint64_t seed = 0; seed < 400; ++seed) {
    Problem problem = randomProblem({.buffers = 9 + seed % 8,
                                     .horizon = 16 + Time(seed % 9),
                                     .gaps = seed % 2 == 1},
                                    seed);
    for (const char *strategy : {"first-fit-size", "best-fit-begin"}) {
      Plan plan = *planWith(strategy, problem);
      std::vector<ReuseEdge> found = reuseEdges(problem, plan);
      ASSERT_EQ(found, oracle(problem, plan)) << "seed " << seed;
      edges += found.size();
      for (size_t i = 1; i < found.size(); ++i)
        ofSeveral += found[i].then == found[i - 1].then &&
                     found[i].begin == found[i - 1].begin;
    }
  }
  EXPECT_GT(edges, 5000u);
  EXPECT_GT(ofSeveral, 500u);
}

} // namespace
