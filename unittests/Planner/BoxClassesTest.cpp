//===- BoxClassesTest.cpp - Boxing by classes of height (Corollary 15) ----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxSteps.h"
#include "Boxing/BoxingTree.h"
#include "BoxingChecks.h"

#include <gtest/gtest.h>

#include <algorithm>

using namespace idealloc;

namespace {

/// "" or what is wrong with the members of a box: one grid, heights that differ
/// by at most a factor of 1 + epsilon.
std::string classFault(const Boxes &boxes, JobIndex box, double epsilon) {
  Bytes low = boxes[boxes.members(box)[0]].height, high = low;
  for (JobIndex member : boxes.members(box)) {
    if (boxes[member].grid != boxes[box].grid)
      return "two grids in box " + std::to_string(box);
    low = std::min(low, boxes[member].height);
    high = std::max(high, boxes[member].height);
  }
  if (static_cast<double>(high) >
      static_cast<double>(low) * (1 + epsilon) * (1 + 1e-12))
    return "two classes in box " + std::to_string(box);
  return "";
}

/// Jobs of many heights and three grids, some crowded, some loose.
Boxes assortedJobs(uint64_t seed) {
  return Boxes(test::randomJobs({.count = 1 + seed * 17 % 200,
                                 .ticks = Point(1 + seed * 5 % 80),
                                 .longest = Point(1 + seed % 40),
                                 .highest = Bytes(1) << seed % 12,
                                 .grids = seed % 2 == 1},
                                seed));
}

/// A multiple of all grids, at least the highest job.
Bytes heightFor(const Boxes &boxes, uint64_t seed) {
  Bytes highest = 16;
  for (JobIndex job : test::originalsOf(boxes))
    highest = std::max(highest, boxes[job].height);
  return (highest * Bytes(1 + seed % 4) + 15) / 16 * 16;
}

void expectSound(const Boxes &boxes, std::span<const JobIndex> added,
                 Bytes height, double epsilon) {
  EXPECT_EQ(test::boxesFault(boxes, added), "");
  for (JobIndex box : added) {
    EXPECT_TRUE(boxes.isBox(box));
    EXPECT_EQ(boxes[box].height, height);
    EXPECT_EQ(classFault(boxes, box, epsilon), "");
  }
}

TEST(BoxClasses, BoxesHoldOneClassAndItsLoad) {
  for (uint64_t seed = 0; seed < 200; ++seed)
    for (double epsilon : {0.61, 0.25, 0.01}) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      Boxes boxes = assortedJobs(seed);
      Bytes height = heightFor(boxes, seed);
      RandomChooser chooser(seed);
      std::vector<JobIndex> added = boxClasses(boxes, test::originalsOf(boxes),
                                               height, epsilon, chooser, 1);
      expectSound(boxes, added, height, epsilon);
    }
}

TEST(BoxClasses, IsTheSameForAllThreads) {
  for (uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::vector<std::vector<std::vector<int64_t>>> results;
    for (unsigned threads : {1, 2, 5, 1, 2, 5}) {
      Boxes boxes = assortedJobs(seed);
      Bytes height = heightFor(boxes, seed);
      RandomChooser random(seed);
      BoxingTree tree(seed);
      Chooser &chooser =
          results.size() < 3 ? static_cast<Chooser &>(random) : tree;
      boxClasses(boxes, test::originalsOf(boxes), height, 0.3, chooser,
                 threads);
      results.push_back(test::describe(boxes));
    }
    EXPECT_EQ(results[0], results[1]);
    EXPECT_EQ(results[0], results[2]);
    EXPECT_EQ(results[3], results[4]);
    EXPECT_EQ(results[3], results[5]);
  }
}

TEST(BoxClasses, BoxesBoxes) {
  for (uint64_t seed = 1; seed < 40; ++seed) {
    Boxes boxes = assortedJobs(seed);
    Bytes height = heightFor(boxes, seed);
    test::EdgeChooser chooser(seed % 2 == 0);
    // The lower half, then everything.
    std::vector<JobIndex> low, rest;
    for (JobIndex job : test::originalsOf(boxes))
      (boxes[job].height <= height / 2 ? low : rest).push_back(job);
    std::vector<JobIndex> added =
        boxClasses(boxes, low, height, 0.4, chooser, 1);
    rest.insert(rest.end(), added.begin(), added.end());
    added = boxClasses(boxes, rest, 3 * height, 0.4, chooser, 1);
    expectSound(boxes, added, 3 * height, 0.4);
  }
}

TEST(BoxClasses, FillsBoxes) {
  // Ten jobs of 10 and twelve of 15 at once: 3 and 2 to a box of 30.
  std::vector<Bytes> heights(10, 10);
  heights.insert(heights.end(), 12, 15);
  Boxes boxes(test::jobsOfHeights(heights));
  test::EdgeChooser chooser(false);
  EXPECT_EQ(
      boxClasses(boxes, test::originalsOf(boxes), 30, 0.4, chooser, 1).size(),
      4u + 6u);
}

TEST(BoxClasses, JobsAsHighAsTheBoxGetOneEach) {
  Boxes boxes(test::jobsOfHeights({9, 9, 9}));
  test::EdgeChooser chooser(false);
  std::vector<JobIndex> added =
      boxClasses(boxes, test::originalsOf(boxes), 9, 0.6, chooser, 1);
  EXPECT_EQ(added, (std::vector<JobIndex>{3, 4, 5}));
}

TEST(BoxClasses, HasNoneWithoutJobs) {
  Boxes boxes(test::jobsOfHeights({9}));
  test::EdgeChooser chooser(false);
  EXPECT_TRUE(boxClasses(boxes, {}, 9, 0.6, chooser, 1).empty());
  EXPECT_EQ(boxes.size(), 1u);
}

TEST(BoxClasses, HeightsOfAClassDifferByAtMostItsFactor) {
  test::EdgeChooser chooser(false);
  auto boxCount = [&](std::vector<Bytes> heights) {
    Boxes boxes(test::jobsOfHeights(heights));
    return boxClasses(boxes, test::originalsOf(boxes), 6, 0.5, chooser, 1)
        .size();
  };
  EXPECT_EQ(boxCount({3, 2}), 1u);
  EXPECT_EQ(boxCount({3, 1}), 2u);
}

} // namespace
