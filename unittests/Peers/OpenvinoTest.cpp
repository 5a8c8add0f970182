//===- OpenvinoTest.cpp - OpenVINO's memory solver and its sort -----------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Introsort.h"
#include "Placements.h"
#include "idealloc/Peers/Peers.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

using namespace idealloc;
using test::buffersOf;
using test::Offsets;

namespace {

TEST(Openvino, TakesTheLargestThenTheEarliestThenTheShortest) {
  // All are live at 5: 4, then 2 and 3, which begin at 1, 3 ending first, then
  // 0 and 1, which are alike.
  EXPECT_EQ(
      planOpenvino(
          buffersOf({{2, 7, 4}, {2, 7, 4}, {1, 9, 4}, {1, 8, 4}, {3, 6, 5}}))
          .offsets,
      (Offsets{13, 17, 9, 5, 0}));
}

TEST(Openvino, TakesTheLowestFreeRange) {
  // As for best fit in TfliteTest.cpp: [0, 10) and [19, 27) are free for 4.
  EXPECT_EQ(
      planOpenvino(
          buffersOf({{0, 2, 10}, {1, 9, 9}, {1, 4, 8}, {1, 9, 7}, {5, 9, 6}}))
          .offsets,
      (Offsets{0, 10, 19, 27, 0}));
}

/// Where introsort leaves 17 equal items. The median of three is the middle
/// one, 8, which goes first and 0 to the middle; the others are exchanged from
/// both ends, that is, reversed. Both parts are short, and insertion moves
/// nothing.
constexpr size_t equals[] = {8, 16, 15, 14, 13, 12, 11, 10, 9,
                             0, 7,  6,  5,  4,  3,  2,  1};

TEST(Openvino, SortsSeventeenEqualsTwice) {
  // By lifetime, then by size.
  Problem problem;
  problem.buffers.resize(17, {.lifetime = {0, 1}, .size = 1});
  Offsets expected(17);
  for (Bytes turn = 0; turn < 17; ++turn)
    expected[equals[equals[turn]]] = turn;
  EXPECT_EQ(planOpenvino(problem).offsets, expected);
}

TEST(Introsort, LeavesSixteenEqualsInPlace) {
  std::vector<int> items(16);
  std::iota(items.begin(), items.end(), 0);
  std::vector<int> sorted = items;
  introsort(std::span(sorted), [](int, int) { return false; });
  EXPECT_EQ(sorted, items);
}

TEST(Introsort, ReversesSeventeenEquals) {
  std::vector<size_t> items(17);
  std::iota(items.begin(), items.end(), size_t(0));
  introsort(std::span(items), [](size_t, size_t) { return false; });
  EXPECT_EQ(items, std::vector<size_t>(std::begin(equals), std::end(equals)));
}

/// Numbers whose order is settled only as they are compared, each time so that
/// a quicksort gets the worst split (McIlroy, A killer adversary for quicksort,
/// Software: Practice and Experience 29, 1999).
std::vector<size_t> killer(size_t count) {
  const size_t open = count;
  std::vector<size_t> value(count, open), items(count);
  std::iota(items.begin(), items.end(), size_t(0));
  size_t settled = 0, candidate = 0;
  introsort(std::span(items), [&](size_t a, size_t b) {
    if (value[a] == open && value[b] == open)
      value[a == candidate ? a : b] = settled++;
    if (value[a] == open)
      candidate = a;
    else if (value[b] == open)
      candidate = b;
    return value[a] < value[b];
  });
  return value;
}

TEST(Introsort, IsNeverQuadratic) {
  constexpr size_t count = 5000;
  std::vector<size_t> items = killer(count);
  size_t comparisons = 0;
  introsort(std::span(items), [&](size_t a, size_t b) {
    ++comparisons;
    return a < b;
  });
  EXPECT_TRUE(std::ranges::is_sorted(items));
  EXPECT_LT(comparisons, 40 * count * 3); // log2(count) is below 13.
}

#ifdef __GLIBCXX__
struct Item {
  size_t key;
  size_t index;
  friend bool operator==(const Item &, const Item &) = default;
};

bool byKey(const Item &a, const Item &b) { return a.key < b.key; }

std::vector<Item> itemsOf(const std::vector<size_t> &keys) {
  std::vector<Item> items;
  for (size_t key : keys)
    items.push_back({key, items.size()});
  return items;
}

std::vector<size_t> randomKeys(std::mt19937_64 &random) {
  std::vector<size_t> keys(random() % 300);
  size_t distinct = 1 + random() % 40;
  for (size_t &key : keys)
    key = random() % distinct;
  return keys;
}

void expectAsStdSort(const std::vector<size_t> &keys) {
  std::vector<Item> theirs = itemsOf(keys), ours = theirs;
  std::sort(theirs.begin(), theirs.end(), byKey);
  introsort(std::span(ours), byKey);
  EXPECT_TRUE(theirs == ours);
}

TEST(Introsort, IsThatOfLibstdcxx) {
  std::mt19937_64 random(1);
  for (int run = 0; run < 2000; ++run)
    expectAsStdSort(randomKeys(random));
}

TEST(Introsort, IsThatOfLibstdcxxWhereItFallsBack) {
  for (size_t count : {17, 100, 1000, 5000}) {
    std::vector<size_t> keys = killer(count);
    expectAsStdSort(keys);
    for (size_t &key : keys)
      key /= 2; // Pairs of equals, and splits are still bad.
    expectAsStdSort(keys);
  }
}

TEST(HeapSort, IsThatOfLibstdcxx) {
  std::mt19937_64 random(2);
  for (int run = 0; run < 2000; ++run) {
    std::vector<Item> theirs = itemsOf(randomKeys(random)), ours = theirs;
    std::partial_sort(theirs.begin(), theirs.end(), theirs.end(), byKey);
    HeapSort<Item, decltype(&byKey)>(std::span(ours), byKey).run();
    EXPECT_TRUE(theirs == ours);
  }
}
#endif

} // namespace
