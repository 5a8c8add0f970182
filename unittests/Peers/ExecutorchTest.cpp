//===- ExecutorchTest.cpp - Buckets as ExecuTorch fills them --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Placements.h"
#include "idealloc/Peers/Peers.h"
#include "idealloc/Planner/Strategies.h"

#include <gtest/gtest.h>

using namespace idealloc;
using test::buffersOf;
using test::Offsets;

namespace {

Offsets stacked(const Problem &problem) {
  return planExecutorchGreedy(problem, /*stacked=*/true).offsets;
}

Offsets flat(const Problem &problem) {
  return planExecutorchGreedy(problem, /*stacked=*/false).offsets;
}

TEST(Executorch, TakesTheLargestThenTheLast) {
  // Three buckets: 2, then 1, then 0.
  Problem problem = buffersOf({{0, 1, 4}, {0, 1, 4}, {0, 1, 5}});
  EXPECT_EQ(stacked(problem), (Offsets{9, 5, 0}));
  EXPECT_EQ(flat(problem), (Offsets{9, 5, 0}));
}

/// Buckets [0, 10) with 0 and then 2, [10, 19) with 1; what is live from 2 on
/// comes after these.
Problem twoBuckets() { return buffersOf({{0, 1, 10}, {0, 2, 9}, {1, 3, 4}}); }

void add(Problem &problem, Time begin, Time end, Bytes size) {
  problem.buffers.push_back({.lifetime = {begin, end}, .size = size});
}

TEST(Executorch, TakesTheFirstBucketThatIsFree) {
  Problem problem = twoBuckets();
  EXPECT_EQ(stacked(problem), (Offsets{0, 10, 0}));
  EXPECT_EQ(flat(problem), (Offsets{0, 10, 0}));
}

TEST(Executorch, TakesABucketThatIsFreeUntilLater) {
  Problem problem = buffersOf({{2, 3, 4}, {0, 2, 3}});
  EXPECT_EQ(stacked(problem), (Offsets{0, 0}));
  EXPECT_EQ(flat(problem), (Offsets{0, 0}));
}

TEST(Executorch, PrefersAFreeBucketToStacking) {
  Problem problem = twoBuckets();
  add(problem, 2, 3, 3); // [4, 7) is left on top of 2, but [10, 19) is free.
  EXPECT_EQ(stacked(problem), (Offsets{0, 10, 0, 10}));
}

TEST(Executorch, StacksOnTheHighestConflict) {
  Problem problem = twoBuckets();
  add(problem, 2, 3, 3); // At 10, as above.
  add(problem, 2, 3, 2); // Last of equals: no free bucket, 4 + 2 <= 10.
  EXPECT_EQ(stacked(problem), (Offsets{0, 10, 0, 10, 4}));
  EXPECT_EQ(flat(problem), (Offsets{0, 10, 0, 10, 19}));
  add(problem, 2, 3, 1); // On top of 4.
  EXPECT_EQ(stacked(problem), (Offsets{0, 10, 0, 10, 4, 6}));
}

TEST(Executorch, StacksInTheFirstBucketThatHasTheSpace) {
  Problem problem = twoBuckets();
  add(problem, 2, 3, 4); // Before 2 as the last of equals: bucket 0, and 2 is
                         // live at 2 as well: 1 of bucket 1 is live at 1, so 2
                         // goes on top of 3.
  EXPECT_EQ(stacked(problem), (Offsets{0, 10, 4, 0}));
  add(problem, 2, 3, 3); // 8 + 3 > 10, but bucket 1 is free.
  add(problem, 2, 3, 3); // Before 4: takes that; 4 goes on top, 3 + 3 <= 9.
  EXPECT_EQ(stacked(problem), (Offsets{0, 10, 4, 0, 13, 10}));
  add(problem, 2, 3, 2); // 8 + 2 <= 10: just fits.
  EXPECT_EQ(stacked(problem), (Offsets{0, 10, 4, 0, 13, 10, 8}));
}

TEST(Executorch, IgnoresConflictsThatAreOver) {
  // 2 at [0, 4) and 3 on top of it; when 2 is over, 4 conflicts with 3 alone
  // and goes on top of that, not below.
  Problem problem =
      buffersOf({{0, 1, 10}, {0, 9, 9}, {1, 3, 4}, {2, 5, 3}, {4, 5, 2}});
  EXPECT_EQ(stacked(problem), (Offsets{0, 10, 0, 4, 7}));
  // When 3 is over, 4 conflicts with 2 alone and goes between.
  problem = buffersOf({{0, 1, 10}, {0, 9, 9}, {1, 5, 4}, {2, 3, 3}, {4, 5, 2}});
  EXPECT_EQ(stacked(problem), (Offsets{0, 10, 0, 4, 4}));
}

TEST(Executorch, RefusesWhatItCannotHonour) {
  Problem pinned = buffersOf({{0, 1, 4}}), aligned = pinned, reserved = pinned;
  pinned.buffers[0].pin = 4;
  aligned.buffers[0].alignment = 4;
  reserved.reserved = {{0, 1}};
  for (const char *name : {"executorch-greedy", "executorch-greedy-no-overlap"})
    for (const Problem &problem : {pinned, aligned, reserved})
      EXPECT_FALSE(planWith(name, problem)) << name;
}

TEST(Executorch, TakesTheEmptyProblem) {
  EXPECT_EQ(planExecutorchGreedy({}, true).makespan, 0);
}

} // namespace
