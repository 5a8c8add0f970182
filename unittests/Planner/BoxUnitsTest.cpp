//===- BoxUnitsTest.cpp - Boxing jobs of one height (Theorem 2) -----------===//
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
#include <cmath>

using namespace idealloc;

namespace {

using Ticks = std::vector<std::pair<Point, Point>>;

enum class Shape { Equal, Chain, Apart, Nested, Staircase, Comb };
constexpr Shape shapes[] = {Shape::Equal,  Shape::Chain,     Shape::Apart,
                            Shape::Nested, Shape::Staircase, Shape::Comb};

Boxes shaped(Shape shape, Point count) {
  Ticks ticks;
  for (Point k = 0; k < count; ++k)
    switch (shape) {
    case Shape::Equal:
      ticks.emplace_back(3, 5);
      break;
    case Shape::Chain:
      ticks.emplace_back(k, k + 1);
      break;
    case Shape::Apart:
      ticks.emplace_back(3 * k, 3 * k + 2);
      break;
    case Shape::Nested:
      ticks.emplace_back(k, 2 * count - k);
      break;
    case Shape::Staircase:
      ticks.emplace_back(k, k + 20);
      break;
    case Shape::Comb: // One across, many short ones below.
      ticks.emplace_back(k, k == 0 ? count : k + 1);
      break;
    }
  return test::unitJobs(ticks);
}

Groups boxedBy(const Boxes &boxes, uint64_t perBox, double epsilon,
               Chooser &chooser, unsigned threads = 1) {
  Groups groups;
  boxUnits(boxes, {{test::originalsOf(boxes), perBox}}, epsilon, chooser,
           threads, groups);
  return groups;
}

/// Checks the groups that many choosers lead to, and that each leads to the
/// same ones twice.
void expectSound(const Boxes &boxes, uint64_t perBox, double epsilon,
                 uint64_t seeds) {
  std::vector<JobIndex> jobs = test::originalsOf(boxes);
  for (bool last : {false, true}) {
    test::EdgeChooser chooser(last);
    Groups groups = boxedBy(boxes, perBox, epsilon, chooser);
    EXPECT_EQ(test::groupsFault(boxes, jobs, groups, perBox), "");
    EXPECT_FALSE(chooser.sawNone);
    EXPECT_GE(chooser.calls, 1u);
    EXPECT_LE(chooser.calls, jobs.size());
  }
  for (uint64_t seed = 0; seed < seeds; ++seed) {
    RandomChooser chooser(seed), same(seed);
    Groups groups = boxedBy(boxes, perBox, epsilon, chooser);
    EXPECT_EQ(test::groupsFault(boxes, jobs, groups, perBox), "");
    Groups again = boxedBy(boxes, perBox, epsilon, same);
    EXPECT_EQ(groups.members, again.members);
    EXPECT_EQ(groups.starts, again.starts);
  }
}

TEST(BoxUnits, IsSoundOnSimpleShapes) {
  for (Shape shape : shapes)
    for (Point count : {1, 2, 3, 40, 150})
      for (uint64_t perBox : {uint64_t(1), uint64_t(2), uint64_t(7),
                              uint64_t(1000), ~uint64_t(0)})
        for (double epsilon : {0.61, 0.3, 1e-6}) {
          SCOPED_TRACE("shape " + std::to_string(int(shape)) + ", " +
                       std::to_string(count) + " jobs, " +
                       std::to_string(perBox) + " to a box");
          expectSound(shaped(shape, count), perBox, epsilon, 3);
        }
}

TEST(BoxUnits, IsSoundOnRandomJobs) {
  for (uint64_t seed = 0; seed < 150; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Boxes boxes(test::randomJobs({.count = 1 + seed * 13 % 300,
                                  .ticks = Point(1 + seed * 7 % 200),
                                  .longest = Point(1 + seed % 60)},
                                 seed));
    expectSound(boxes, 1 + seed % 5, seed % 3 == 0 ? 0.3 : 0.61, 5);
  }
}

TEST(BoxUnits, ManySeedsAreSound) {
  Boxes boxes(test::randomJobs({.count = 60, .ticks = 40, .longest = 15}, 1));
  expectSound(boxes, 2, 0.61, 1000);
}

TEST(BoxUnits, HasNoneWithoutJobs) {
  Boxes boxes;
  Groups groups;
  test::EdgeChooser chooser(false);
  boxUnits(boxes, {{{}, 1}}, 0.5, chooser, 1, groups);
  EXPECT_EQ(groups.size(), 0u);
  EXPECT_EQ(chooser.calls, 0u);
}

TEST(BoxUnits, TakesASubset) {
  Boxes boxes(test::randomJobs({.count = 90}, 1));
  std::vector<JobIndex> jobs;
  for (JobIndex job = 0; job < 90; job += 3)
    jobs.push_back(job);
  RandomChooser chooser(1);
  Groups groups;
  boxUnits(boxes, {{jobs, 3}}, 0.5, chooser, 1, groups);
  EXPECT_EQ(test::groupsFault(boxes, jobs, groups, 3), "");
}

TEST(BoxUnits, CutsLargeSetsForAllThreadsAlike) {
  // Large enough for parts of it to become sets of their own.
  Boxes boxes(
      test::randomJobs({.count = 100000, .ticks = 200000, .longest = 100}, 1));
  std::vector<JobIndex> jobs = test::originalsOf(boxes);
  RandomChooser chooser(1);
  Groups one = boxedBy(boxes, 4, 0.61, chooser);
  for (unsigned threads : {2u, 5u}) {
    Groups other = boxedBy(boxes, 4, 0.61, chooser, threads);
    EXPECT_EQ(one.members, other.members);
    EXPECT_EQ(one.starts, other.starts);
  }
  std::vector<JobIndex> members = one.members;
  std::ranges::sort(members);
  EXPECT_EQ(members, jobs);
}

/// How many hulls of groups are live at one point.
size_t liveGroups(const Boxes &boxes, const Groups &groups) {
  Boxes with = boxes;
  std::vector<JobIndex> added;
  for (size_t k = 0; k < groups.size(); ++k)
    added.push_back(with.add(1, groups[k]));
  return test::mostLive(with, added);
}

TEST(BoxUnits, FillsBoxes) {
  for (uint64_t seed = 0; seed < 5; ++seed) {
    RandomChooser chooser(seed);
    // 1000 jobs at once, 10 to a box: 100 full boxes.
    Groups equal = boxedBy(shaped(Shape::Equal, 1000), 10, 0.61, chooser);
    EXPECT_EQ(equal.size(), 100u);
    // A few strips at the critical points do not fill their last box.
    Boxes nested = shaped(Shape::Nested, 1000);
    EXPECT_LE(liveGroups(nested, boxedBy(nested, 10, 0.61, chooser)), 110u);
    for (Shape apart : {Shape::Chain, Shape::Apart}) {
      Boxes boxes = shaped(apart, 500);
      EXPECT_EQ(liveGroups(boxes, boxedBy(boxes, 10, 0.61, chooser)), 1u);
    }
    // 20 at once, 5 to a box, and the boxes of one level of gaps on top.
    Boxes stairs = shaped(Shape::Staircase, 1000);
    EXPECT_LE(liveGroups(stairs, boxedBy(stairs, 5, 0.61, chooser)), 8u);
  }
}

TEST(BoxUnits, FillsHalfOfEachBoxOfRandomJobs) {
  for (uint64_t seed = 0; seed < 6; ++seed) {
    Boxes boxes(
        test::randomJobs({.count = 2000, .ticks = 200, .longest = 40}, seed));
    RandomChooser chooser(seed);
    Groups groups = boxedBy(boxes, 10, 0.61, chooser);
    EXPECT_LE(liveGroups(boxes, groups) * 10,
              2 * test::mostLive(boxes, test::originalsOf(boxes)));
  }
}

TEST(BoxUnits, DifferentPointsGiveDifferentBoxes) {
  Boxes boxes(test::randomJobs({.count = 60, .ticks = 40, .longest = 15}, 1));
  test::EdgeChooser first(false), last(true);
  EXPECT_NE(boxedBy(boxes, 2, 0.61, first).members,
            boxedBy(boxes, 2, 0.61, last).members);
}

/// Counts the candidates of all calls; that is the work of choosing by a scan.
class CountingChooser : public RandomChooser {
public:
  using RandomChooser::RandomChooser;
  uint64_t choose(uint64_t key, uint64_t count) override {
    candidates += count;
    return RandomChooser::choose(key, count);
  }
  uint64_t candidates = 0;
};

TEST(BoxUnits, GrowsAlmostLinearly) {
  constexpr Point count = 100000;
  for (Shape shape : shapes) {
    SCOPED_TRACE("shape " + std::to_string(int(shape)));
    Boxes boxes = shaped(shape, count);
    std::vector<JobIndex> jobs = test::originalsOf(boxes);
    for (bool last : {false, true}) {
      test::EdgeChooser chooser(last);
      Groups groups = boxedBy(boxes, 4, 0.61, chooser);
      EXPECT_EQ(groups.members.size(), jobs.size());
      EXPECT_LE(chooser.calls, jobs.size());
    }
    CountingChooser chooser(1);
    Groups groups = boxedBy(boxes, 4, 0.61, chooser);
    EXPECT_EQ(test::groupsFault(boxes, jobs, groups, 4), "");
    EXPECT_LE(static_cast<double>(chooser.candidates),
              2.0 * count * std::log2(count));
  }
}

} // namespace
