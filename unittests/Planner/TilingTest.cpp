//===- TilingTest.cpp - Plans without a byte to spare ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Tiling/Tiling.h"
#include "TestProblems.h"
#include "Tiling/ContiguityTree.h"
#include "Tiling/Rooms.h"
#include "idealloc/Generators/Generators.h"
#include "idealloc/Planner/Auto.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>

using namespace idealloc;

namespace {

using Items = std::vector<uint32_t>;

const Deadline never{Budget()};

/// Where the items of a set begin in an order that keeps them together.
std::optional<size_t> runOf(const Items &order, const Items &set) {
  auto isIn = [&](uint32_t item) {
    return std::ranges::find(set, item) != set.end();
  };
  const auto first = std::ranges::find_if(order, isIn);
  const auto from = static_cast<size_t>(first - order.begin());
  for (size_t k = from; k < from + set.size(); ++k)
    if (k >= order.size() || !isIn(order[k]))
      return std::nullopt;
  return from;
}

std::set<Items> permutationsOf(Items items) {
  std::ranges::sort(items);
  std::set<Items> all;
  do
    all.insert(items);
  while (std::ranges::next_permutation(items).found);
  return all;
}

/// The orders that keep the set together, with what takes its place.
std::set<Items> replaced(const std::set<Items> &orders, const Items &set,
                         const Items &items) {
  std::set<Items> result;
  for (const Items &order : orders)
    if (std::optional<size_t> from = runOf(order, set))
      for (const Items &block : permutationsOf(items)) {
        Items next(order.begin(), order.begin() + ptrdiff_t(*from));
        next.insert(next.end(), block.begin(), block.end());
        next.insert(next.end(), order.begin() + ptrdiff_t(*from + set.size()),
                    order.end());
        result.insert(next);
      }
  return result;
}

/// A random set of what an order holds.
Items draw(const Items &order, std::mt19937_64 &random) {
  Items set = order;
  std::ranges::shuffle(set, random);
  set.resize(1 + random() % std::min<size_t>(set.size(), 4));
  return set;
}

TEST(ContiguityTree, AllowsJustTheOrdersThatKeepSetsTogether) {
  for (uint64_t seed = 0; seed < 400; ++seed) {
    std::mt19937_64 random(seed);
    uint32_t next = 0;
    auto some = [&](size_t count) {
      Items items;
      for (size_t k = 0; k < count; ++k)
        items.push_back(next++);
      return items;
    };
    const Items first = some(1 + random() % 6);
    std::set<Items> orders = permutationsOf(first);
    ContiguityTree tree(first, 64, false);
    for (int step = 0; step < 12; ++step) {
      const Items set = draw(*orders.begin(), random);
      // At most seven items.
      const size_t room = 7 - (orders.begin()->size() - set.size());
      const Items items = some(1 + random() % std::min<size_t>(room, 3));
      const std::set<Items> expected = replaced(orders, set, items);
      ASSERT_EQ(tree.canJoin(set), !expected.empty()) << seed;
      if (expected.empty())
        continue;
      tree.replace(set, items);
      orders = expected;
      ASSERT_NEAR(double(tree.freedom()) / 1024,
                  std::log2(double(orders.size())), 0.05)
          << seed;
    }
  }
}

TEST(ContiguityTree, RemembersOrdersThatGoTogether) {
  for (uint64_t seed = 0; seed < 400; ++seed) {
    std::mt19937_64 random(seed);
    Items live = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    ContiguityTree tree(live, 400, true), other(live, 400, false);
    std::vector<std::pair<Items, Items>> steps;
    for (uint32_t next = 10; steps.size() < 40 && next < 390;) {
      const Items set = draw(live, random);
      ASSERT_EQ(tree.canJoin(set), other.canJoin(set));
      if (!tree.canJoin(set))
        continue;
      Items items;
      for (size_t count = 1 + random() % 4; count > 0; --count)
        items.push_back(next++);
      tree.replace(set, items);
      other.replace(set, items);
      steps.emplace_back(set, items);
      std::erase_if(live, [&](uint32_t item) {
        return std::ranges::find(set, item) != set.end();
      });
      live.insert(live.end(), items.begin(), items.end());
    }
    const std::vector<Items> orders = tree.orders();
    ASSERT_EQ(orders.size(), steps.size() + 1);
    Items order = orders.back();
    // Back in time: what came in lies together, and gives way to the set.
    for (size_t k = steps.size(); k-- > 0;) {
      const std::optional<size_t> from = runOf(order, steps[k].second);
      ASSERT_TRUE(from) << seed;
      Items set = orders[k];
      const auto at = order.erase(
          order.begin() + ptrdiff_t(*from),
          order.begin() + ptrdiff_t(*from + steps[k].second.size()));
      order.insert(at, set.begin(), set.end());
      std::ranges::sort(set);
      Items expected = steps[k].first;
      std::ranges::sort(expected);
      ASSERT_EQ(set, expected);
    }
    EXPECT_EQ(order.size(), 10u);
  }
}

TEST(ContiguityTree, TellsEqualTreesByTheirFingerprints) {
  const Items all = {0, 1, 2, 3, 4};
  ContiguityTree one(all, 9, false), two(all, 9, false), three(all, 9, false);
  one.replace(Items{0, 1}, Items{5, 6});
  two.replace(Items{1, 0}, Items{6, 5});
  three.replace(Items{0, 2}, Items{5, 6});
  EXPECT_EQ(one.fingerprint(), two.fingerprint());
  EXPECT_NE(one.fingerprint(), three.fingerprint());
}

TEST(ScaledLog2, RoundsDown) {
  EXPECT_EQ(scaledLog2(1), 0);
  EXPECT_EQ(scaledLog2(2), 1024);
  EXPECT_EQ(scaledLog2(uint64_t(1) << 63), 63 * 1024);
  for (uint64_t value : {3u, 5u, 1000u, 4294967295u})
    EXPECT_EQ(scaledLog2(value),
              int64_t(std::floor(1024 * std::log2(double(value)))));
}

TEST(ContiguityTree, DividesSetsIntoRunsThatCanAllBeJoined) {
  for (uint64_t seed = 0; seed < 400; ++seed) {
    std::mt19937_64 random(seed);
    Items live = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    ContiguityTree tree(live, 64, false);
    for (int step = 0; step < 12; ++step) {
      const Items set = draw(live, random);
      const std::vector<Items> runs = tree.runs(set);
      Items all;
      for (const Items &run : runs)
        all.insert(all.end(), run.begin(), run.end());
      std::ranges::sort(all);
      Items expected = set;
      std::ranges::sort(expected);
      ASSERT_EQ(all, expected) << seed;
      if (tree.canJoin(set) && runs.size() == 1)
        tree.replace(set, set);
      ContiguityTree other = tree;
      for (const Items &run : runs) {
        ASSERT_TRUE(other.canJoin(run)) << seed;
        other.replace(run, Items(1, run.front()));
      }
    }
  }
}

TEST(Rooms, HoldWhatBeginsAndMissOnlyTheBytesThatThereAreNot) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    std::mt19937_64 random(seed);
    std::vector<Bytes> sizes;
    auto some = [&](size_t count) {
      Items items;
      for (size_t k = 0; k < count; ++k) {
        items.push_back(uint32_t(sizes.size()));
        sizes.push_back(Bytes(1 + random() % 40));
      }
      return items;
    };
    Items live = some(8);
    SplitState state{.tree = {live, 64, false}};
    auto total = [&](const Items &items) {
      Bytes sum = 0;
      for (uint32_t i : items)
        sum += sizes[i];
      return sum;
    };
    const Bytes load = total(live);
    for (int step = 0; step < 6 && !live.empty(); ++step) {
      const Items ends = draw(live, random);
      const Items begins = some(random() % 5);
      std::erase_if(live, [&](uint32_t i) {
        return std::ranges::find(ends, i) != ends.end();
      });
      live.insert(live.end(), begins.begin(), begins.end());
      const Bytes before = state.excess;
      fillRooms(state, {ends, begins}, sizes);
      // What is live and the holes are all there is.
      ASSERT_EQ(total(live) + total(state.holes), load + state.excess) << seed;
      ASSERT_LE(state.excess - before, total(begins)) << seed;
      if (total(begins) == 0)
        ASSERT_EQ(state.excess, before) << seed;
      for (const Line &line : state.lines)
        ASSERT_FALSE(line.ends.empty()) << seed;
      state.lines.clear();
    }
  }
}

TEST(Tiling, IsWhatHasNoByteToSpare) {
  for (Problem problem :
       {plantedProblem(60, 500, 3), pinwheelProblem(60, 500, 3)}) {
    EXPECT_TRUE(isTiling(problem));
    problem.buffers[7].alignment = 64;
    EXPECT_FALSE(isTiling(problem)) << "sizes are no multiples";
    problem.buffers[7].alignment = 1;
    problem.reserved = {{0, 4}};
    EXPECT_FALSE(isTiling(problem));
    problem.reserved.clear();
    problem.buffers[7].pin = 0;
    EXPECT_FALSE(isTiling(problem));
    problem.buffers[7].pin.reset();
    ++problem.buffers[7].size;
    EXPECT_FALSE(isTiling(problem));
  }
  EXPECT_FALSE(isTiling({}));
}

TEST(Tiling, IsFoundForSmallProblems) {
  int found = 0;
  for (uint64_t seed = 0; seed < 60; ++seed)
    for (const Problem &problem : {plantedProblem(5 + seed, 1 << 12, seed),
                                   pinwheelProblem(5 + seed, 1 << 12, seed)}) {
      const TilingResult result = findTiling(problem, 100'000'000, never);
      found += result.offsets.empty() ? 0 : 1;
      if (result.offsets.empty())
        continue;
      ASSERT_EQ(test::pairwiseFault(problem, result.offsets), "");
      ASSERT_EQ(test::makespanOf(problem, result.offsets), 1 << 12);
    }
  EXPECT_EQ(found, 120);
}

TEST(Tiling, KeepsToItsWork) {
  const Problem problem = plantedProblem(1000, 1 << 20, 3);
  const TilingResult result = findTiling(problem, 1'000'000, never);
  EXPECT_TRUE(result.offsets.empty());
  EXPECT_LT(result.work, 4'000'000u);
}

TEST(Tiling, IsNearlyFoundWhereItIsNotFound) {
  int open = 0;
  for (uint64_t seed = 0; seed < 8; ++seed)
    for (const Problem &problem : {plantedProblem(1000, 1 << 20, seed),
                                   pinwheelProblem(500, 1 << 20, seed)}) {
      const TilingResult result = findTiling(problem, 60'000'000, never);
      ASSERT_EQ(test::pairwiseFault(problem, result.offsets), "") << seed;
      const Bytes makespan = test::makespanOf(problem, result.offsets);
      open += makespan > 1 << 20;
      EXPECT_LT(makespan, (1 << 20) * 1.12) << seed;
    }
  EXPECT_GT(open, 0); // Else this is no test.
}

TEST(Tiling, IsPlannedByAutoToTheByte) {
  for (const Problem &problem :
       {plantedProblem(1000, 1 << 20, 1), plantedProblem(1000, 1 << 20, 3),
        pinwheelProblem(200, 1 << 20, 1), pinwheelProblem(400, 1 << 20, 1)}) {
    const Plan plan = planAuto(problem);
    EXPECT_EQ(plan.status, Status::Optimal);
    EXPECT_EQ(plan.makespan, 1 << 20);
    EXPECT_FALSE(verify(problem, plan));
  }
}

} // namespace
