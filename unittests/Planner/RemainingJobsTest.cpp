//===- RemainingJobsTest.cpp - Jobs that are not boxed yet ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/RemainingJobs.h"
#include "BoxingChecks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

using namespace idealloc;

namespace {

/// The same, looking at every job. Hashes are those of single jobs, added.
class Naive {
public:
  Naive(const Boxes &boxes, std::span<const JobIndex> jobs,
        const RemainingJobs &fresh)
      : boxes(boxes), byBegin(jobs.begin(), jobs.end()), left(jobs.size(), 1) {
    std::ranges::sort(byBegin, {}, [&](JobIndex job) {
      return std::pair(boxes[job].begin, job);
    });
    for (size_t k = 0; k < jobs.size(); ++k)
      hashes.push_back(fresh.summary(k, k + 1).hash);
  }

  size_t firstFrom(Point point, size_t first, size_t last) const {
    while (first < last && boxes[byBegin[first]].begin < point)
      ++first;
    return first;
  }
  RemainingJobs::Summary summary(size_t first, size_t last) const {
    RemainingJobs::Summary sum;
    for (size_t k = first; k < last; ++k)
      if (left[k]) {
        ++sum.count;
        sum.hash += hashes[k];
      }
    return sum;
  }
  JobIndex nth(size_t first, uint64_t n) const {
    while (!left[first] || n-- > 0)
      ++first;
    return byBegin[first];
  }
  std::vector<JobIndex> takeLiveAt(Point point, size_t first, size_t last) {
    std::vector<JobIndex> found;
    for (size_t k = first; k < last; ++k)
      if (left[k] && boxes[byBegin[k]].isLiveAt(point)) {
        found.push_back(byBegin[k]);
        left[k] = false;
      }
    return found;
  }

private:
  const Boxes &boxes;
  std::vector<JobIndex> byBegin;
  std::vector<char> left;
  std::vector<uint64_t> hashes;
};

/// Compares one random operation, and all queries in one random range.
void compareOnce(RemainingJobs &remaining, Naive &naive, Point points,
                 std::mt19937_64 &engine) {
  const size_t size = remaining.size();
  size_t first = engine() % (size + 1), last = engine() % (size + 1);
  if (first > last)
    std::swap(first, last);
  Point point = Point(engine() % uint64_t(points + 1));
  EXPECT_EQ(remaining.firstFrom(point, first, last),
            naive.firstFrom(point, first, last));
  RemainingJobs::Summary sum = naive.summary(first, last);
  EXPECT_EQ(remaining.summary(first, last).count, sum.count);
  EXPECT_EQ(remaining.summary(first, last).hash, sum.hash);
  EXPECT_EQ(remaining.any(first, last), sum.count > 0);
  for (uint64_t n = 0; n < naive.summary(first, size).count; ++n)
    EXPECT_EQ(remaining.nth(first, n), naive.nth(first, n));
  std::vector<JobIndex> taken;
  remaining.takeLiveAt(point, first, last,
                       [&](JobIndex job) { taken.push_back(job); });
  EXPECT_EQ(taken, naive.takeLiveAt(point, first, last));
}

TEST(RemainingJobs, MatchesNaiveModel) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Point ticks = Point(1 + seed % 50);
    Boxes boxes(test::randomJobs(
        {.count = 1 + seed % 70, .ticks = ticks, .longest = 8}, seed));
    std::vector<JobIndex> jobs = test::originalsOf(boxes);
    std::mt19937_64 engine(seed);
    std::ranges::shuffle(jobs, engine);
    RemainingJobs remaining(boxes, jobs);
    Naive naive(boxes, jobs, remaining);
    EXPECT_EQ(remaining.size(), jobs.size());
    for (int operation = 0; operation < 40; ++operation)
      compareOnce(remaining, naive, 2 * ticks, engine);
    if (HasFailure())
      return; // One reproducer is enough.
  }
}

TEST(RemainingJobs, HashesWhatJobsAreNotWhichTheyAre) {
  std::vector<Job> jobs = test::randomJobs({.count = 9, .highest = 50}, 1);
  jobs.insert(jobs.end(), jobs.rbegin(), jobs.rend());
  Boxes boxes(jobs);
  std::vector<JobIndex> all = test::originalsOf(boxes);
  auto hashOf = [](const Boxes &boxes, std::span<const JobIndex> jobs) {
    return RemainingJobs(boxes, jobs).summary(0, jobs.size()).hash;
  };
  uint64_t hash = hashOf(boxes, std::span(all).first(9));
  EXPECT_EQ(hash, hashOf(boxes, std::span(all).last(9)));
  EXPECT_NE(hash, hashOf(boxes, std::span(all).first(8)));
  for (int change = 0; change < 3; ++change) {
    jobs[4].begin -= change == 0 ? 2 : 0;
    jobs[4].end += change == 1 ? 2 : 0;
    jobs[4].height += change == 2 ? 1 : 0;
    uint64_t changed = hashOf(Boxes(jobs), std::span(all).first(9));
    EXPECT_NE(hash, changed) << change;
    hash = changed;
  }
}

} // namespace
