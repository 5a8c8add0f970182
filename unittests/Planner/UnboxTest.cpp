//===- UnboxTest.cpp - From boxes back to buffers -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/Unbox.h"
#include "Boxing/Boxing.h"
#include "Boxing/BoxingTree.h"
#include "BoxingChecks.h"
#include "Placement.h"
#include "TestProblems.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

using namespace idealloc;

namespace {

/// "" or what is wrong with offsets of jobs; looks at every pair.
std::string offsetsFault(const Boxes &boxes,
                         const std::vector<Bytes> &offsets) {
  if (offsets.size() != boxes.originals())
    return "wrong count";
  for (JobIndex a = 0; a < offsets.size(); ++a) {
    if (offsets[a] < 0 || offsets[a] % boxes[a].grid != 0)
      return std::to_string(a) + " is misplaced";
    for (JobIndex b = 0; b < a; ++b)
      if (boxes[a].begin < boxes[b].end && boxes[b].begin < boxes[a].end &&
          offsets[a] < offsets[b] + boxes[b].height &&
          offsets[b] < offsets[a] + boxes[a].height)
        return std::to_string(a) + " clashes with " + std::to_string(b);
  }
  return "";
}

Bytes makespanOf(const Boxes &boxes, const std::vector<Bytes> &offsets) {
  Bytes makespan = 0;
  for (JobIndex job = 0; job < offsets.size(); ++job)
    makespan = std::max(makespan, offsets[job] + boxes[job].height);
  return makespan;
}

TEST(Unbox, OffsetsFitUnderTheLoadOfTheBoxes) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    std::vector<Job> jobs =
        test::randomJobs({.count = 2 + seed * 7 % 150,
                          .ticks = Point(2 + seed % 90),
                          .longest = Point(1 + seed % 40),
                          .highest = Bytes(1) << seed * 5 % 36,
                          .grids = seed % 2 == 1},
                         seed);
    Boxes boxes(jobs);
    RandomChooser random(seed);
    test::EdgeChooser edge(seed % 5 == 0);
    Chooser &chooser = seed % 3 ? static_cast<Chooser &>(random) : edge;
    std::vector<JobIndex> top =
        boxAll(boxes, chooseRounds(jobs), 0.5, chooser, 1);
    std::vector<Bytes> offsets = unbox(boxes, top, {}, chooser);
    EXPECT_EQ(offsetsFault(boxes, offsets), "");
    EXPECT_LE(makespanOf(boxes, offsets), test::loadOf(boxes, top));
  }
}

TEST(Unbox, StacksTheRowsOfEqualJobs) {
  Boxes boxes({{0, 4, 8}, {2, 6, 8}, {4, 8, 8}});
  test::EdgeChooser chooser(false);
  EXPECT_EQ(unbox(boxes, test::originalsOf(boxes), {}, chooser),
            (std::vector<Bytes>{0, 8, 0}));
}

TEST(Unbox, OpensBoxesInBoxes) {
  // 0 and 1 touch; 2 is live with both; 3 stands alone in a second box.
  Boxes boxes({{0, 2, 3}, {2, 4, 4}, {0, 4, 5}, {0, 4, 9}});
  JobIndex inner = boxes.add(9, std::vector<JobIndex>{0, 1, 2});
  JobIndex first = boxes.add(12, std::vector<JobIndex>{inner});
  JobIndex second = boxes.add(12, std::vector<JobIndex>{3});
  test::EdgeChooser chooser(false);
  std::vector<Bytes> offsets =
      unbox(boxes, std::vector<JobIndex>{first, second}, {}, chooser);
  EXPECT_EQ(offsetsFault(boxes, offsets), "");
  // The row with the largest buffer is lowest.
  EXPECT_EQ(offsets[3], 0);
  EXPECT_EQ(std::min({offsets[0], offsets[1], offsets[2]}), 12);
  EXPECT_EQ(offsets[0], offsets[1]);
  EXPECT_EQ(makespanOf(boxes, offsets), 12 + 9);
}

TEST(Unbox, ChooserOrdersRows) {
  std::vector<Job> jobs = test::randomJobs({.count = 40, .highest = 60}, 1);
  std::vector<std::vector<Bytes>> results;
  for (uint64_t seed = 0; seed < 10; ++seed) {
    Boxes boxes(jobs);
    test::EdgeChooser same(false);
    std::vector<JobIndex> top = boxAll(boxes, chooseRounds(jobs), 0.6, same, 1);
    RandomChooser chooser(seed);
    results.push_back(unbox(boxes, top, {}, chooser));
    EXPECT_EQ(offsetsFault(boxes, results.back()), "");
  }
  std::ranges::sort(results);
  EXPECT_NE(results.front(), results.back());
}

const BoxingOptions defaults;

/// A random problem with these traits, from crowded to loose, sizes up to a
/// million.
Problem problemOf(test::Traits traits, uint64_t seed) {
  traits.buffers = 1 + seed * 7 % 60;
  traits.horizon = Time(5 + seed % 50);
  traits.largest = Bytes(4) << seed % 19;
  return test::randomProblem(traits, seed);
}

/// First fit by ascending loose offset.
std::vector<Bytes> tightened(const Problem &problem,
                             const std::vector<Bytes> &loose) {
  std::vector<size_t> order(loose.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::sort(order, {},
                    [&](size_t i) { return std::pair(loose[i], i); });
  Placer placer(problem);
  EXPECT_TRUE(placer.place(order, Fit::First));
  return placer.offsets();
}

TEST(LooseOffsets, AreAPlanThatFirstFitMakesNoLarger) {
  for (uint64_t seed = 0; seed < 400; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem =
        problemOf({.alignment = seed % 2 == 1, .gaps = seed % 3 == 1}, seed);
    BoxingOptions options;
    if (seed % 7 == 0)
      options.epsilon = 0.05;
    BoxingModel model(problem, options);
    ASSERT_TRUE(model.isBoxable());
    RandomChooser random(seed);
    test::EdgeChooser edge(seed % 5 == 0);
    Chooser &chooser = seed % 4 ? static_cast<Chooser &>(random) : edge;
    std::vector<Bytes> loose = model.looseOffsets(chooser, 1);
    EXPECT_EQ(test::pairwiseFault(problem, loose), "");
    std::vector<Bytes> tight = tightened(problem, loose);
    EXPECT_EQ(test::pairwiseFault(problem, tight), "");
    EXPECT_LE(test::makespanOf(problem, tight),
              test::makespanOf(problem, loose));
    for (size_t i = 0; i < loose.size(); ++i)
      EXPECT_LE(tight[i], loose[i]);
  }
}

TEST(LooseOffsets, AreAnOrderWithPinsAndReservedRanges) {
  for (uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = problemOf({.alignment = true,
                                 .pins = seed % 3 > 0,
                                 .reserved = seed % 3 < 2,
                                 .gaps = seed % 2 == 1},
                                seed);
    BoxingModel model(problem, defaults);
    RandomChooser chooser(seed);
    std::vector<Bytes> loose = model.looseOffsets(chooser, 1);
    for (size_t i = 0; i < loose.size(); ++i)
      if (problem.buffers[i].pin)
        EXPECT_EQ(loose[i], *problem.buffers[i].pin);
    EXPECT_EQ(test::pairwiseFault(problem, tightened(problem, loose)), "");
  }
}

TEST(LooseOffsets, AreTheSameForAllThreads) {
  Problem problem = problemOf({.alignment = true}, 1018);
  BoxingModel model(problem, defaults);
  RandomChooser chooser(1);
  std::vector<Bytes> one = model.looseOffsets(chooser, 1);
  EXPECT_EQ(one, model.looseOffsets(chooser, 2));
  EXPECT_EQ(one, model.looseOffsets(chooser, 5));
}

TEST(LooseOffsets, ArePinsWithoutOtherBuffers) {
  Problem problem{.buffers = {{.lifetime = {0, 1}, .size = 1, .pin = 7}}};
  test::EdgeChooser chooser(false);
  EXPECT_EQ(BoxingModel(problem, defaults).looseOffsets(chooser, 1),
            (std::vector<Bytes>{7}));
  EXPECT_TRUE(
      BoxingModel(Problem{}, defaults).looseOffsets(chooser, 1).empty());
}

/// Buffers of 1 byte and of `largest`, all live at once.
Problem extremes(Bytes largest) {
  Problem problem;
  for (Time i = 0; i < 8; ++i)
    problem.buffers.push_back(
        {.lifetime = {i, 20 - i}, .size = i % 2 ? 1 + i : largest - i});
  return problem;
}

TEST(LooseOffsets, ExistUpTo62Bits) {
  // n = 8 boxes of 1 / 0.3 times the height, which a grid may double.
  constexpr Bytes most = (Bytes(1) << 62) / 8 * 3 / 20;
  EXPECT_FALSE(BoxingModel(extremes(most + most / 1000), defaults).isBoxable());
  Problem problem = extremes(most - most / 1000);
  BoxingModel model(problem, defaults);
  ASSERT_TRUE(model.isBoxable());
  for (uint64_t seed = 0; seed < 20; ++seed) {
    RandomChooser chooser(seed);
    std::vector<Bytes> loose = model.looseOffsets(chooser, 1);
    EXPECT_EQ(test::pairwiseFault(problem, loose), "");
  }
}

TEST(LooseOffsets, AreAPlanForSmallEpsilons) {
  Problem problem = test::witnesses()[0];
  for (double epsilon : {1e-3, 1e-9, 1e-16}) {
    BoxingOptions options{.epsilon = epsilon};
    BoxingModel model(problem, options);
    ASSERT_TRUE(model.isBoxable());
    RandomChooser chooser(1);
    std::vector<Bytes> loose = model.looseOffsets(chooser, 1);
    EXPECT_EQ(test::pairwiseFault(problem, loose), "") << epsilon;
  }
  for (double epsilon : {1e-18, 1e-300}) {
    BoxingOptions options{.epsilon = epsilon};
    EXPECT_FALSE(BoxingModel(problem, options).isBoxable());
    Plan plan = planBoxing(problem, options);
    EXPECT_FALSE(verify(problem, plan));
  }
}

} // namespace
