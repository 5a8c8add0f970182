//===- BoxesTest.cpp - Jobs, and boxes of jobs ----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/Boxes.h"
#include "BoxingChecks.h"
#include "TestProblems.h"

#include <gtest/gtest.h>

#include <set>

using namespace idealloc;

namespace {

TEST(JobsOf, RanksTimesAndLeavesPinsOut) {
  constexpr Time late = Time(1) << 62;
  Problem problem{.buffers = {{.lifetime = {-late, 7}, .size = 1},
                              {.lifetime = {7, 1000}, .size = 2},
                              {.lifetime = {3, 5000}, .size = 3, .pin = 0},
                              {.lifetime = {8, late}, .size = 4}}};
  Jobs jobs = jobsOf(problem);
  EXPECT_EQ(jobs.buffers, (std::vector<size_t>{0, 1, 3}));
  ASSERT_EQ(jobs.jobs.size(), 3u);
  // The times are -late, 7, 8, 1000, late.
  EXPECT_EQ(jobs.jobs[0].begin, 0);
  EXPECT_EQ(jobs.jobs[0].end, 2);
  EXPECT_EQ(jobs.jobs[1].begin, 2);
  EXPECT_EQ(jobs.jobs[1].end, 6);
  EXPECT_EQ(jobs.jobs[2].begin, 4);
  EXPECT_EQ(jobs.jobs[2].end, 8);
  EXPECT_EQ(jobs.jobs[2].height, 4);
}

TEST(JobsOf, HasNoneWithoutUnpinnedBuffers) {
  EXPECT_TRUE(jobsOf({}).jobs.empty());
  Problem pinned{.buffers = {{.lifetime = {0, 1}, .size = 1, .pin = 0}}};
  EXPECT_TRUE(jobsOf(pinned).jobs.empty());
  EXPECT_TRUE(jobsOf(pinned).buffers.empty());
}

TEST(JobsOf, RoundsSizesUpToAlignments) {
  struct Row {
    Bytes size, alignment, height, grid;
  };
  constexpr Row rows[] = {
      {10, 1, 10, 1},  {10, 4, 12, 4},    {8, 4, 8, 4},
      {1, 64, 64, 64}, {65, 64, 128, 64}, {10, 3, 12, 1},
      {9, 3, 11, 1},   {1, 6, 6, 1},      {5, 1000, 1004, 1}};
  Problem problem;
  for (const Row &row : rows)
    problem.buffers.push_back(
        {.lifetime = {0, 1}, .size = row.size, .alignment = row.alignment});
  Jobs jobs = jobsOf(problem);
  for (size_t k = 0; k < std::size(rows); ++k) {
    EXPECT_EQ(jobs.jobs[k].height, rows[k].height) << "row " << k;
    EXPECT_EQ(jobs.jobs[k].grid, rows[k].grid) << "row " << k;
  }
}

TEST(JobsOf, FillsGaps) {
  Problem problem{.buffers = {{.lifetime = {0, 9}, .size = 1, .gaps = {{2, 4}}},
                              {.lifetime = {1, 5}, .size = 1}}};
  Jobs jobs = jobsOf(problem);
  EXPECT_EQ(jobs.jobs[0].begin, 0);
  EXPECT_EQ(jobs.jobs[0].end, 6);
  EXPECT_EQ(jobs.jobs[1].end, 4);
}

TEST(JobsOf, KeepsTheOrderOfTimes) {
  for (uint64_t seed = 0; seed < 200; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Problem problem = test::randomProblem(
        {.buffers = 12, .horizon = 40, .pins = true, .gaps = true}, seed);
    Jobs jobs = jobsOf(problem);
    std::set<std::pair<Time, Point>> pairs;
    std::set<Time> times;
    for (size_t k = 0; k < jobs.jobs.size(); ++k) {
      const Interval &lifetime = problem.buffers[jobs.buffers[k]].lifetime;
      pairs.insert({lifetime.begin, jobs.jobs[k].begin});
      pairs.insert({lifetime.end, jobs.jobs[k].end});
      times.insert({lifetime.begin, lifetime.end});
    }
    EXPECT_EQ(pairs.size(), times.size());
    Point next = 0;
    for (auto [time, point] : pairs) {
      EXPECT_EQ(point, next);
      next += 2;
    }
  }
}

TEST(Job, IsLiveStrictlyInside) {
  Job job{4, 8, 1};
  for (Point point : {3, 4, 8, 9})
    EXPECT_FALSE(job.isLiveAt(point)) << point;
  for (Point point : {5, 6, 7})
    EXPECT_TRUE(job.isLiveAt(point)) << point;
}

TEST(Boxes, AddTakesHullAndCoarsestGrid) {
  Boxes boxes({{4, 8, 16, 4}, {0, 2, 3, 1}, {6, 20, 32, 16}});
  EXPECT_EQ(boxes.originals(), 3u);
  JobIndex low = boxes.add(100, std::vector<JobIndex>{1, 0});
  JobIndex single = boxes.add(32, std::vector<JobIndex>{2});
  JobIndex outer = boxes.add(256, std::vector<JobIndex>{low, single});
  EXPECT_EQ(test::describe(boxes),
            (std::vector<std::vector<int64_t>>{{4, 8, 16, 4},
                                               {0, 2, 3, 1},
                                               {6, 20, 32, 16},
                                               {0, 8, 100, 4, 1, 0},
                                               {6, 20, 32, 16, 2},
                                               {0, 20, 256, 16, low, single}}));
  EXPECT_FALSE(boxes.isBox(2));
  EXPECT_TRUE(boxes.isBox(low));
  EXPECT_EQ(outer, 5u);
  EXPECT_EQ(boxes.size(), 6u);
  EXPECT_EQ(boxes.originals(), 3u);
}

/// The lowest row in which the k-th job meets no job that has one.
uint32_t lowestRow(const Boxes &boxes, std::span<const JobIndex> jobs,
                   const std::vector<std::optional<uint32_t>> &row, size_t k) {
  std::set<uint32_t> used;
  for (size_t other = 0; other < jobs.size(); ++other)
    if (row[other] && boxes[jobs[other]].begin < boxes[jobs[k]].end &&
        boxes[jobs[k]].begin < boxes[jobs[other]].end)
      used.insert(*row[other]);
  uint32_t lowest = 0;
  while (used.contains(lowest))
    ++lowest;
  return lowest;
}

/// Jobs by begin, equal ones as they come, each to the lowest free row.
std::vector<uint32_t> naiveRows(const Boxes &boxes,
                                std::span<const JobIndex> jobs) {
  std::vector<std::optional<uint32_t>> row(jobs.size());
  for (size_t round = 0; round < jobs.size(); ++round) {
    std::optional<size_t> next;
    for (size_t k = 0; k < jobs.size(); ++k)
      if (!row[k] && (!next || boxes[jobs[k]].begin < boxes[jobs[*next]].begin))
        next = k;
    row[*next] = lowestRow(boxes, jobs, row, *next);
  }
  std::vector<uint32_t> result;
  for (std::optional<uint32_t> r : row)
    result.push_back(*r);
  return result;
}

TEST(Colour, MatchesBruteForce) {
  Rows rows; // Reused, as the steps do.
  for (uint64_t seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    Boxes boxes(test::randomJobs(
        {.count = seed * 7 % 31, .ticks = Point(1 + seed % 40)}, seed));
    // Every other job, the last one first.
    std::vector<JobIndex> jobs;
    for (JobIndex job = 0; job < boxes.size(); job += 1 + seed % 2)
      jobs.insert(jobs.begin(), job);
    colour(boxes, jobs, rows);
    EXPECT_EQ(rows.row, naiveRows(boxes, jobs));
    EXPECT_EQ(rows.count, test::mostLive(boxes, jobs));
    for (size_t k = 0; k < jobs.size(); ++k)
      for (size_t other = 0; other < k; ++other)
        EXPECT_TRUE(rows.row[k] != rows.row[other] ||
                    boxes[jobs[k]].begin >= boxes[jobs[other]].end ||
                    boxes[jobs[other]].begin >= boxes[jobs[k]].end);
  }
}

TEST(Colour, JobsThatTouchShareARow) {
  Boxes boxes = test::unitJobs({{0, 2}, {2, 4}, {4, 5}, {1, 3}});
  Rows rows;
  colour(boxes, test::originalsOf(boxes), rows);
  EXPECT_EQ(rows.row, (std::vector<uint32_t>{0, 0, 0, 1}));
  EXPECT_EQ(rows.count, 2u);
}

} // namespace
