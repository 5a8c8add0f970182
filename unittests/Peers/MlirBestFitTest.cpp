//===- MlirBestFitTest.cpp - MLIR's static memory planner -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placements.h"
#include "idealloc/Planner/Fit.h"

using namespace idealloc;
using test::buffersOf;
using test::Offsets;
using test::offsetsBy;

namespace {

constexpr const char *name = "mlir-best-fit";

TEST(MlirBestFit, PlacesEarliestFirstThenByIndex) {
  // 1 [0, 5), 2 [5, 6), 0 [6, 8).
  EXPECT_EQ(offsetsBy(name, buffersOf({{1, 4, 2}, {0, 4, 5}, {0, 4, 1}})),
            (Offsets{6, 0, 5}));
}

TEST(MlirBestFit, TakesTheSmallestRange) {
  // Stacked from 0: 3, 1, 2 and 1 bytes; at 1 [0, 3) and [4, 6) are free.
  EXPECT_EQ(
      offsetsBy(
          name,
          buffersOf({{0, 1, 3}, {0, 3, 1}, {0, 1, 2}, {0, 3, 1}, {1, 3, 1}})),
      (Offsets{0, 3, 4, 6, 4}));
}

TEST(MlirBestFit, TakesTheLowestOfEqualRanges) {
  // At 1 [0, 2) and [3, 5) are free between, [6, 8) above all.
  Problem problem = buffersOf(
      {{0, 1, 2}, {0, 3, 1}, {0, 1, 2}, {0, 3, 1}, {0, 1, 2}, {1, 3, 1}});
  EXPECT_EQ(offsetsBy(name, problem), (Offsets{0, 2, 3, 5, 6, 0}));
  // Only [0, 2) between.
  problem.buffers[2].lifetime.end = 3;
  EXPECT_EQ(offsetsBy(name, problem), (Offsets{0, 2, 3, 5, 6, 0}));
}

TEST(MlirBestFit, PrefersASmallerRangeUnderTheEndOfTheArena) {
  // At 1, 1 lives in [3, 4) and the arena ends at 6: [0, 3) and [4, 6).
  Problem problem = buffersOf({{0, 1, 3}, {0, 3, 1}, {0, 1, 2}, {1, 3, 1}});
  EXPECT_EQ(offsetsBy(name, problem), (Offsets{0, 3, 4, 4}));
  EXPECT_EQ(offsetsBy("best-fit-begin", problem), (Offsets{0, 3, 4, 0}));
}

TEST(MlirBestFit, KeepsTheEndOfTheArenaWhenAllIsDead) {
  // At 2 nothing lives, at 3 only 2, in [2, 4): [0, 2) and [4, 5).
  EXPECT_EQ(
      offsetsBy(name, buffersOf({{0, 1, 5}, {2, 3, 2}, {2, 9, 2}, {3, 4, 1}})),
      (Offsets{0, 0, 2, 4}));
}

TEST(MlirBestFit, NeverExtendsTheArenaForASmallerRange) {
  // At 1, [0, 3) is free and [4, 5) under the end; 2 bytes there would end
  // at 6.
  EXPECT_EQ(
      offsetsBy(name, buffersOf({{0, 1, 3}, {0, 3, 1}, {0, 1, 1}, {1, 3, 2}})),
      (Offsets{0, 3, 4, 0}));
}

TEST(MlirBestFit, GoesAboveWhatLives) {
  // At 1, [0, 3) is too small and [4, 5) too; the arena ends at 5.
  EXPECT_EQ(
      offsetsBy(name, buffersOf({{0, 1, 3}, {0, 3, 1}, {0, 1, 1}, {1, 3, 4}})),
      (Offsets{0, 3, 4, 4}));
  // From 3 the first multiple of 4.
  EXPECT_EQ(offsetsBy(name, buffersOf({{0, 9, 3}, {1, 9, 2, 4}})),
            (Offsets{0, 4}));
}

TEST(MlirBestFit, MeasuresRangesBetweenFromTheirAlignedByte) {
  // At 1 free: [1, 8), that is [4, 8), and [12, 17). The former is larger.
  EXPECT_EQ(offsetsBy(name, buffersOf({{0, 9, 1},
                                       {0, 1, 7},
                                       {0, 9, 4},
                                       {0, 1, 5},
                                       {0, 9, 1},
                                       {1, 2, 2, 4}})),
            (Offsets{0, 1, 8, 12, 17, 4}));
}

TEST(MlirBestFit, MeasuresTheRangeAboveFromItsAlignedByte) {
  // At 1 free: [0, 5) and, under the end, [6, 12), that is [8, 12).
  EXPECT_EQ(
      offsetsBy(name,
                buffersOf({{0, 1, 5}, {0, 9, 1}, {0, 1, 6}, {1, 2, 2, 4}})),
      (Offsets{0, 5, 6, 8}));
}

TEST(MlirBestFit, PlacesIntoGapsOfLifetimes) {
  // 1 meets only the gap of 0; 2 meets both.
  Problem problem = buffersOf({{0, 9, 8}, {2, 5, 8}, {2, 6, 8}});
  problem.buffers[0].gaps = {{2, 5}};
  EXPECT_EQ(offsetsBy(name, problem), (Offsets{0, 0, 8}));
}

TEST(MlirBestFit, RefusesPinsAndReservedRanges) {
  EXPECT_EQ(planWith(name, test::twoFreeRanges()).error(),
            "strategy 'mlir-best-fit' does not honour pins");
  EXPECT_EQ(planWith(name, {.reserved = {{0, 1}}}).error(),
            "strategy 'mlir-best-fit' does not honour reserved ranges");
}

/// The rule read literally, over all that was placed.
Offsets naive(const Problem &problem) {
  Offsets offsets(problem.buffers.size());
  std::vector<size_t> placed;
  Bytes arena = 0;
  for (size_t i : placementOrder(problem, Order::Begin)) {
    const Buffer &buffer = problem.buffers[i];
    std::vector<Range> occupied;
    for (size_t j : placed)
      if (problem.buffers[j].lifetime.end > buffer.lifetime.begin)
        occupied.push_back({offsets[j], offsets[j] + problem.buffers[j].size});
    std::ranges::sort(occupied, {}, &Range::begin);
    Bytes passed = 0, align = buffer.alignment;
    std::vector<std::pair<Bytes, Bytes>> candidates; // Length, offset.
    auto consider = [&](Bytes end) {
      Bytes from = (passed + align - 1) / align * align;
      if (from + buffer.size <= end)
        candidates.emplace_back(end - from, from);
      return from;
    };
    for (const Range &range : occupied) {
      consider(range.begin);
      passed = range.end;
    }
    Bytes top = consider(arena);
    offsets[i] = candidates.empty() ? top : std::ranges::min(candidates).second;
    arena = std::max(arena, offsets[i] + buffer.size);
    placed.push_back(i);
  }
  return offsets;
}

TEST(MlirBestFit, AgreesWithTheNaiveDefinition) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    Problem problem = test::randomBuffers(200, seed % 2 == 1, seed);
    EXPECT_EQ(offsetsBy(name, problem), naive(problem)) << seed;
  }
}

} // namespace
