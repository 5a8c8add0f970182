//===- BoxOnePointTest.cpp - Boxing jobs that live together (Lemma 1) -----===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxSteps.h"
#include "BoxingChecks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>

using namespace idealloc;

namespace {

/// An epsilon, and by hand ceil(1 / epsilon) and ceil(1 / epsilon^2).
struct Epsilon {
  double value;
  uint64_t inverse, inverseSquare;
};
constexpr Epsilon epsilons[] = {{0.617, 2, 3}, {0.5, 2, 4},   {0.4, 3, 7},
                                {0.3, 4, 12},  {0.26, 4, 15}, {0.15, 7, 45}};

/// Jobs that are all live at point 2 * count + 1; no two begins are equal, nor
/// two ends.
Boxes distinctJobs(size_t count, uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<Point> begins(count), ends(count);
  std::iota(begins.begin(), begins.end(), Point(0));
  std::iota(ends.begin(), ends.end(), static_cast<Point>(count + 1));
  std::ranges::shuffle(begins, engine);
  std::ranges::shuffle(ends, engine);
  std::vector<std::pair<Point, Point>> ticks;
  for (size_t k = 0; k < count; ++k)
    ticks.emplace_back(begins[k], ends[k]);
  return test::unitJobs(ticks);
}

/// Jobs with few begins and ends, so that many are equal.
Boxes equalJobs(size_t count, uint64_t seed) {
  std::mt19937_64 engine(seed);
  std::vector<std::pair<Point, Point>> ticks;
  for (size_t k = 0; k < count; ++k)
    ticks.emplace_back(engine() % 3, 4 + engine() % 3);
  return test::unitJobs(ticks);
}

using Strip = std::vector<JobIndex>;

/// Lemma 1 step by step; sorts what is left anew for each strip.
class NaiveLemma {
public:
  NaiveLemma(const Boxes &boxes, uint64_t perBox, const Epsilon &epsilon)
      : boxes(boxes), left(test::originalsOf(boxes)) {
    const uint64_t outer = perBox * epsilon.inverseSquare;
    if (left.size() <= 2 * outer) {
      unresolved = left;
      return;
    }
    for (bool vertical : {true, false}) {
      Strip strip = cut(outer, vertical);
      unresolved.insert(unresolved.end(), strip.begin(), strip.end());
    }
    for (bool vertical = true; !left.empty(); vertical = !vertical) {
      Strip strip = cut(perBox * epsilon.inverse, vertical);
      sort(strip, !vertical);
      while (!strip.empty()) {
        size_t count = std::min<size_t>(perBox, strip.size());
        boxed.emplace_back(strip.begin(), strip.begin() + count);
        strip.erase(strip.begin(), strip.begin() + count);
      }
    }
  }

  std::vector<Strip> boxed;
  Strip unresolved;

private:
  /// By ascending begin or descending end.
  void sort(Strip &jobs, bool byBegin) {
    auto keyOf = [&](JobIndex job) {
      return byBegin ? boxes[job].begin : -boxes[job].end;
    };
    for (auto job = jobs.begin(); job != jobs.end(); ++job)
      std::rotate(
          std::ranges::upper_bound(jobs.begin(), job, keyOf(*job), {}, keyOf),
          job, job + 1);
  }
  /// The jobs with the earliest begins or the latest ends.
  Strip cut(uint64_t count, bool vertical) {
    sort(left, vertical);
    count = std::min<uint64_t>(count, left.size());
    Strip strip(left.begin(), left.begin() + count);
    left.erase(left.begin(), left.begin() + count);
    return strip;
  }

  const Boxes &boxes;
  Strip left;
};

std::vector<Strip> listOf(const Groups &groups) {
  std::vector<Strip> list;
  for (size_t k = 0; k < groups.size(); ++k)
    list.emplace_back(groups[k].begin(), groups[k].end());
  return list;
}

/// Calls `body` for many sizes, perBox and epsilons.
template <typename Body> void sweep(Body body) {
  for (const Epsilon &epsilon : epsilons)
    for (uint64_t perBox : {1, 2, 3, 7, 50})
      for (size_t count : {1, 2, 5, 17, 64, 200, 411}) {
        SCOPED_TRACE(std::to_string(count) + " jobs, " +
                     std::to_string(perBox) + " to a box, epsilon " +
                     std::to_string(epsilon.value));
        body(epsilon, perBox, count);
      }
}

TEST(BoxOnePoint, CutsStripsAsTheLemmaSays) {
  sweep([](const Epsilon &epsilon, uint64_t perBox, size_t count) {
    Boxes boxes = distinctJobs(count, count + perBox);
    Groups boxed;
    Strip unresolved;
    boxOnePoint(boxes, test::originalsOf(boxes), perBox, epsilon.value, boxed,
                unresolved);
    NaiveLemma expected(boxes, perBox, epsilon);
    std::ranges::sort(unresolved);
    std::ranges::sort(expected.unresolved);
    EXPECT_EQ(unresolved, expected.unresolved);
    EXPECT_EQ(listOf(boxed), expected.boxed);
  });
}

TEST(BoxOnePoint, PutsEachJobInOnePlace) {
  sweep([](const Epsilon &epsilon, uint64_t perBox, size_t count) {
    Boxes boxes = equalJobs(count, count + perBox);
    Groups boxed;
    Strip unresolved;
    boxOnePoint(boxes, test::originalsOf(boxes), perBox, epsilon.value, boxed,
                unresolved);
    EXPECT_EQ(unresolved.size(),
              std::min<size_t>(count, 2 * perBox * epsilon.inverseSquare));
    EXPECT_EQ(unresolved.size() + boxed.members.size(), count);
    for (size_t k = 0; k < boxed.size(); ++k)
      EXPECT_LE(boxed[k].size(), perBox);
    Groups all = boxed;
    for (JobIndex job : unresolved) {
      all.members.push_back(job);
      all.close();
    }
    EXPECT_EQ(test::groupsFault(boxes, test::originalsOf(boxes), all, perBox),
              "");
  });
}

TEST(BoxOnePoint, BoxesTheFirstJobAboveTheStrips) {
  // s = 2 * 3.
  for (size_t count : {12, 13, 14}) {
    Boxes boxes = distinctJobs(count, 1);
    Groups boxed;
    Strip unresolved;
    boxOnePoint(boxes, test::originalsOf(boxes), 2, 0.6, boxed, unresolved);
    EXPECT_EQ(unresolved.size(), 12u);
    EXPECT_EQ(boxed.members.size(), count - 12);
    EXPECT_EQ(boxed.size(), count > 12 ? 1u : 0u);
  }
}

TEST(BoxOnePoint, StripsMayExceedAllIntegers) {
  Boxes boxes = distinctJobs(100, 1);
  for (double epsilon : {0.6, 1e-9, 1e-20, 1e-160, 1e-200, 1e-308})
    for (uint64_t perBox : {uint64_t(1), uint64_t(1) << 62, ~uint64_t(0)}) {
      if (epsilon == 0.6 && perBox == 1)
        continue;
      Groups boxed;
      Strip unresolved;
      boxOnePoint(boxes, test::originalsOf(boxes), perBox, epsilon, boxed,
                  unresolved);
      EXPECT_EQ(unresolved, test::originalsOf(boxes));
      EXPECT_EQ(boxed.size(), 0u);
    }
}

TEST(BoxOnePoint, AddsToWhatIsThere) {
  Boxes boxes = distinctJobs(7, 1);
  Groups boxed;
  boxed.members = {42};
  boxed.close();
  Strip unresolved = {43};
  boxOnePoint(boxes, {}, 1, 0.6, boxed, unresolved);
  EXPECT_EQ(listOf(boxed), (std::vector<Strip>{{42}}));
  EXPECT_EQ(unresolved, (Strip{43}));
  boxOnePoint(boxes, test::originalsOf(boxes), 1, 0.6, boxed, unresolved);
  EXPECT_EQ(boxed.size(), 2u);
  EXPECT_EQ(boxed[0][0], 42u);
  EXPECT_EQ(unresolved.size(), 7u);
  EXPECT_EQ(unresolved[0], 43u);
}

TEST(BoxOnePoint, TakesJobsInAnyOrder) {
  Boxes boxes = distinctJobs(60, 1);
  std::vector<JobIndex> jobs = test::originalsOf(boxes);
  Groups ascending, descending;
  Strip unresolved, same;
  boxOnePoint(boxes, jobs, 2, 0.6, ascending, unresolved);
  std::ranges::reverse(jobs);
  boxOnePoint(boxes, jobs, 2, 0.6, descending, same);
  EXPECT_EQ(listOf(ascending), listOf(descending));
  EXPECT_EQ(unresolved, same);
}

} // namespace
