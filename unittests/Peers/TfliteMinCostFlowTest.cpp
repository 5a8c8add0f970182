//===- TfliteMinCostFlowTest.cpp - Objects by minimum-cost flow -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placements.h"
#include "idealloc/Peers/Peers.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

using namespace idealloc;
using test::buffersOf;
using test::Offsets;

namespace {

Offsets byFlow(std::vector<std::array<int64_t, 4>> rows) {
  return planTfliteObjectsMinCostFlow(buffersOf(rows)).offsets;
}

Bytes growth(const Problem &problem, size_t from, size_t to) {
  return std::max<Bytes>(problem.buffers[to].size - problem.buffers[from].size,
                         0);
}

std::vector<size_t> indicesByBegin(const Problem &problem) {
  std::vector<size_t> order(problem.buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::sort(order, {}, [&](size_t i) {
    return std::pair(problem.buffers[i].lifetime.begin, i);
  });
  return order;
}

/// What the objects of a plan cost: buffers of one object have one offset.
Bytes costOf(const Problem &problem, const Plan &plan) {
  std::map<Bytes, size_t> last;
  Bytes cost = 0;
  for (size_t i : indicesByBegin(problem)) {
    auto [before, isNew] = last.try_emplace(plan.offsets[i], i);
    cost +=
        isNew ? problem.buffers[i].size : growth(problem, before->second, i);
    before->second = i;
  }
  return cost;
}

/// The least cost of all assignments of `order` from `next` on, where `last`
/// holds the last buffers of the objects there are.
Bytes leastCost(const Problem &problem, const std::vector<size_t> &order,
                size_t next, std::vector<size_t> &last) {
  if (next == order.size())
    return 0;
  size_t buffer = order[next];
  last.push_back(buffer);
  Bytes least =
      problem.buffers[buffer].size + leastCost(problem, order, next + 1, last);
  last.pop_back();
  for (size_t &object : last) {
    size_t before = object;
    if (problem.buffers[before].lifetime.end >
        problem.buffers[buffer].lifetime.begin)
      continue;
    object = buffer;
    least = std::min(least, growth(problem, before, buffer) +
                                leastCost(problem, order, next + 1, last));
    object = before;
  }
  return least;
}

TEST(TfliteObjectsMinCostFlow, HasTheLeastCostOfAllAssignments) {
  std::mt19937_64 random(1);
  for (size_t run = 0; run < 400; ++run) {
    Problem problem = test::shortBuffers(run % 8, random);
    std::vector<size_t> last;
    EXPECT_EQ(costOf(problem, planTfliteObjectsMinCostFlow(problem)),
              leastCost(problem, indicesByBegin(problem), 0, last))
        << "run " << run;
  }
}

TEST(TfliteObjectsMinCostFlow, LooksAhead) {
  // 3 needs 9 bytes when o1 alone is free: so 2, which fits both, leaves it.
  EXPECT_EQ(byFlow({{0, 1, 4}, {0, 1, 9}, {1, 9, 4}, {2, 3, 9}}),
            (Offsets{0, 4, 0, 4}));
  EXPECT_EQ(byFlow({{0, 1, 9}, {0, 1, 4}, {1, 9, 4}, {2, 3, 9}}),
            (Offsets{0, 9, 9, 0}));
}

TEST(TfliteObjectsMinCostFlow, ReusesTheFirstObjectOfEqualCost) {
  // Both givers cost nothing; the first one is expanded first.
  EXPECT_EQ(byFlow({{0, 1, 8}, {0, 1, 4}, {1, 2, 3}}), (Offsets{0, 8, 0}));
  EXPECT_EQ(byFlow({{0, 1, 4}, {0, 1, 8}, {1, 2, 3}}), (Offsets{0, 4, 0}));
}

TEST(TfliteObjectsMinCostFlow, LooksPastTheSink) {
  // 0, 1 and 2 can give their objects to any of the others, and cost least if 5
  // takes that of 1 and 4 and 6, which are alike, take those of 0 and 2. Did
  // the search end at the sink, it would find them exchanged.
  EXPECT_EQ(byFlow({{0, 4, 6},
                    {1, 4, 9},
                    {3, 4, 3},
                    {4, 8, 1},
                    {4, 8, 7},
                    {4, 8, 8},
                    {4, 6, 7}}),
            (Offsets{0, 7, 16, 23, 0, 7, 16}));
}

} // namespace
