//===- LiveSetTest.cpp - Tests of sets of ticks ---------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "idealloc/Lifetimes/LiveSet.h"

#include <gtest/gtest.h>

#include <bitset>
#include <random>

using namespace idealloc;

namespace {
constexpr int64_t ticks = 48;
using Bits = std::bitset<ticks>;
using Parts = llvm::SmallVector<TickInterval, 1>;

Bits toBits(llvm::ArrayRef<TickInterval> intervals) {
  Bits bits;
  for (const TickInterval &interval : intervals)
    for (int64_t tick = interval.begin; tick < interval.end; ++tick)
      bits.set(tick);
  return bits;
}

/// Not empty, ascending, with a gap between any two.
bool isCanonical(const LiveSet &set) {
  int64_t last = -1;
  for (const TickInterval &interval : set.getIntervals()) {
    if (interval.begin <= last || interval.begin >= interval.end)
      return false;
    last = interval.end;
  }
  return true;
}

/// In any order, some empty, some turned around, overlapping and touching.
Parts randomParts(std::mt19937_64 &random) {
  Parts parts;
  for (uint64_t count = random() % 7; count > 0; --count) {
    auto begin = static_cast<int64_t>(random() % ticks);
    int64_t end = begin - 2 + static_cast<int64_t>(random() % 12);
    parts.push_back({begin, std::min(end, ticks)});
  }
  return parts;
}

TEST(LiveSetTest, EmptySet) {
  for (const LiveSet &set :
       {LiveSet(), LiveSet(Parts{{3, 3}, {5, 4}}), LiveSet::fromBounds({})}) {
    EXPECT_TRUE(set.empty());
    EXPECT_EQ(set.begin(), 0);
    EXPECT_EQ(set.end(), 0);
    EXPECT_FALSE(set.contains(0));
    EXPECT_TRUE(set.toBounds().empty());
  }
}

TEST(LiveSetTest, IntervalsThatTouchAreOne) {
  LiveSet set(Parts{{6, 9}, {1, 3}, {3, 4}});
  EXPECT_EQ(set.toBounds(), (llvm::SmallVector<int64_t>{1, 4, 6, 9}));
  EXPECT_EQ(set.begin(), 1);
  EXPECT_EQ(set.end(), 9);
}

TEST(LiveSetTest, EndsAreExclusive) {
  LiveSet set(Parts{{1, 3}, {5, 6}});
  EXPECT_FALSE(set.contains(0));
  EXPECT_TRUE(set.contains(1));
  EXPECT_TRUE(set.contains(2));
  EXPECT_FALSE(set.contains(3));
  EXPECT_TRUE(set.contains(5));
  EXPECT_FALSE(set.contains(6));
}

TEST(LiveSetTest, SetsThatTouchDoNotIntersect) {
  EXPECT_TRUE(
      LiveSet(Parts{{1, 3}, {5, 6}}).intersect(LiveSet(Parts{{3, 5}})).empty());
}

TEST(LiveSetTest, RandomSetsAgreeWithBits) {
  std::mt19937_64 random(1);
  for (int i = 0; i < 2000; ++i) {
    Parts left = randomParts(random), right = randomParts(random);
    LiveSet a(left), b(right);
    Bits aBits = toBits(left), bBits = toBits(right);
    for (const auto &[set, bits] :
         {std::pair(a, aBits), std::pair(a.unite(b), aBits | bBits),
          std::pair(a.intersect(b), aBits & bBits),
          std::pair(LiveSet::fromBounds(a.toBounds()), aBits)}) {
      ASSERT_TRUE(isCanonical(set)) << "set " << i;
      ASSERT_EQ(toBits(set.getIntervals()), bits) << "set " << i;
      ASSERT_EQ(set.empty(), bits.none()) << "set " << i;
      for (int64_t tick = 0; tick < ticks; ++tick)
        ASSERT_EQ(set.contains(tick), bits.test(tick))
            << "set " << i << ", tick " << tick;
    }
  }
}
} // namespace
