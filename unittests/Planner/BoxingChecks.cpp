//===- BoxingChecks.cpp - Jobs, choosers and oracles of boxing ------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "BoxingChecks.h"

#include <algorithm>
#include <bit>
#include <map>
#include <numeric>
#include <random>

using namespace idealloc;

namespace {

/// The largest sum of weights live at one point.
template <typename WeightOf>
Bytes peakOf(const Boxes &boxes, std::span<const JobIndex> jobs,
             WeightOf weightOf) {
  std::map<Point, Bytes> changes;
  for (JobIndex job : jobs) {
    changes[boxes[job].begin] += weightOf(boxes[job]);
    changes[boxes[job].end] -= weightOf(boxes[job]);
  }
  Bytes live = 0, most = 0;
  for (auto [point, change] : changes)
    most = std::max(most, live += change);
  return most;
}

/// "" or what is wrong with one box, its members taken as they are.
std::string boxFault(const Boxes &boxes, JobIndex box) {
  const Job &self = boxes[box];
  std::string name = "box " + std::to_string(box);
  std::span<const JobIndex> members = boxes.members(box);
  if (members.empty())
    return name + " is empty";
  Point begin = boxes[members[0]].begin, end = boxes[members[0]].end;
  Bytes grid = 1;
  for (JobIndex member : members) {
    begin = std::min(begin, boxes[member].begin);
    end = std::max(end, boxes[member].end);
    grid = std::max(grid, boxes[member].grid);
  }
  if (begin != self.begin || end != self.end)
    return name + " is no hull";
  if (grid != self.grid || self.height % grid != 0)
    return name + " has the wrong grid";
  if (test::loadOf(boxes, members) > self.height)
    return name + " is too low";
  return "";
}

} // namespace

std::vector<Job> test::randomJobs(const JobTraits &traits, uint64_t seed) {
  std::mt19937_64 engine(seed);
  auto draw = [&](int64_t low, int64_t high) {
    return low + static_cast<int64_t>(engine() % uint64_t(high - low + 1));
  };
  const int octaves = std::bit_width(static_cast<uint64_t>(traits.highest));
  std::vector<Job> jobs;
  for (size_t k = 0; k < traits.count; ++k) {
    Point begin = Point(draw(0, traits.ticks - 1));
    Point longest = std::min(traits.longest, traits.ticks - begin);
    Point end = begin + Point(draw(1, longest));
    Bytes low = Bytes(1) << draw(0, octaves - 1);
    Bytes height = draw(low, std::min(2 * low - 1, traits.highest));
    Bytes grid = traits.grids ? Bytes(1) << 2 * draw(0, 2) : 1;
    height = (height + grid - 1) / grid * grid;
    jobs.push_back({2 * begin, 2 * end, height, grid});
  }
  return jobs;
}

Boxes test::unitJobs(const std::vector<std::pair<Point, Point>> &ticks) {
  std::vector<Job> jobs;
  for (auto [begin, end] : ticks)
    jobs.push_back({2 * begin, 2 * end, 1});
  return Boxes(jobs);
}

std::vector<Job> test::jobsOfHeights(const std::vector<Bytes> &heights) {
  std::vector<Job> jobs;
  for (Bytes height : heights)
    jobs.push_back({0, 2, height});
  return jobs;
}

std::vector<JobIndex> test::originalsOf(const Boxes &boxes) {
  std::vector<JobIndex> jobs(boxes.originals());
  std::iota(jobs.begin(), jobs.end(), JobIndex(0));
  return jobs;
}

size_t test::mostLive(const Boxes &boxes, std::span<const JobIndex> jobs) {
  return static_cast<size_t>(
      peakOf(boxes, jobs, [](const Job &) { return 1; }));
}

Bytes test::loadOf(const Boxes &boxes, std::span<const JobIndex> jobs) {
  return peakOf(boxes, jobs, [](const Job &job) { return job.height; });
}

std::string test::groupsFault(const Boxes &boxes,
                              std::span<const JobIndex> jobs,
                              const Groups &groups, uint64_t perBox) {
  std::vector<JobIndex> expected(jobs.begin(), jobs.end());
  std::vector<JobIndex> found = groups.members;
  std::ranges::sort(expected);
  std::ranges::sort(found);
  if (found != expected)
    return "not each job once";
  if (groups.starts.back() != groups.members.size())
    return "the last group is open";
  for (size_t k = 0; k < groups.size(); ++k) {
    if (groups[k].empty())
      return "group " + std::to_string(k) + " is empty";
    if (mostLive(boxes, groups[k]) > perBox)
      return "group " + std::to_string(k) + " is too full";
  }
  return "";
}

std::string test::boxesFault(const Boxes &boxes,
                             std::span<const JobIndex> top) {
  std::vector<int> reached(boxes.size());
  std::vector<JobIndex> open(top.begin(), top.end());
  while (!open.empty()) {
    JobIndex job = open.back();
    open.pop_back();
    if (++reached[job] > 1)
      return "job " + std::to_string(job) + " is in two boxes";
    if (!boxes.isBox(job))
      continue;
    if (std::string fault = boxFault(boxes, job); !fault.empty())
      return fault;
    std::span<const JobIndex> members = boxes.members(job);
    open.insert(open.end(), members.begin(), members.end());
  }
  for (JobIndex job : originalsOf(boxes))
    if (!reached[job])
      return "job " + std::to_string(job) + " is in no box";
  return "";
}

std::vector<std::vector<int64_t>> test::describe(const Boxes &boxes) {
  std::vector<std::vector<int64_t>> rows;
  for (JobIndex job = 0; job < boxes.size(); ++job) {
    const Job &self = boxes[job];
    rows.push_back({self.begin, self.end, self.height, self.grid});
    if (boxes.isBox(job))
      for (JobIndex member : boxes.members(job))
        rows.back().push_back(member);
  }
  return rows;
}
