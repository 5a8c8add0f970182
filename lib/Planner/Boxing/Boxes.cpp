//===- Boxes.cpp - Jobs, and boxes of jobs --------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/Boxes.h"
#include "FreeRows.h"
#include "Placement.h"

#include <bit>
#include <numeric>

using namespace idealloc;

JobIndex Boxes::add(Bytes height, std::span<const JobIndex> members) {
  Job box{all[members.front()].begin, all[members.front()].end, height};
  for (JobIndex member : members) {
    box.begin = std::min(box.begin, all[member].begin);
    box.end = std::max(box.end, all[member].end);
    box.grid = std::max(box.grid, all[member].grid);
  }
  contents.insert(contents.end(), members.begin(), members.end());
  starts.push_back(contents.size());
  all.push_back(box);
  return static_cast<JobIndex>(all.size() - 1);
}

void idealloc::colour(const Boxes &boxes, std::span<const JobIndex> jobs,
                      Rows &rows) {
  std::vector<uint32_t> byBegin(jobs.size());
  std::iota(byBegin.begin(), byBegin.end(), uint32_t(0));
  std::ranges::sort(byBegin, {}, [&](uint32_t k) {
    return std::pair(boxes[jobs[k]].begin, k);
  });
  rows.row.resize(jobs.size());
  FreeRows<Point> free;
  for (uint32_t k : byBegin)
    rows.row[k] = free.take(boxes[jobs[k]].begin, boxes[jobs[k]].end);
  rows.count = free.count();
}

Jobs idealloc::jobsOf(const Problem &problem) {
  std::vector<Time> times;
  Jobs result;
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    if (buffer.pin)
      continue;
    times.push_back(buffer.lifetime.begin);
    times.push_back(buffer.lifetime.end);
    result.buffers.push_back(i);
  }
  std::ranges::sort(times);
  times.erase(std::unique(times.begin(), times.end()), times.end());
  auto pointOf = [&](Time time) {
    return static_cast<Point>(
        2 * (std::ranges::lower_bound(times, time) - times.begin()));
  };
  for (size_t i : result.buffers) {
    const Buffer &buffer = problem.buffers[i];
    bool binary = std::has_single_bit(static_cast<uint64_t>(buffer.alignment));
    result.jobs.push_back(
        {.begin = pointOf(buffer.lifetime.begin),
         .end = pointOf(buffer.lifetime.end),
         .height = binary ? alignUp(buffer.size, buffer.alignment)
                          : buffer.size + buffer.alignment - 1,
         .grid = binary ? buffer.alignment : 1});
  }
  return result;
}
