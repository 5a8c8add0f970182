//===- WindowBound.cpp - A bound from part of the time --------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/WindowBound.h"
#include "SortByKey.h"

#include <algorithm>
#include <functional>
#include <numeric>

using namespace idealloc;

namespace {

/// A buffer as far as it lives in [window.begin, window.end), or nothing.
std::optional<Buffer> clip(const Buffer &buffer, Interval window) {
  Time begin = std::max(buffer.lifetime.begin, window.begin);
  Time end = std::min(buffer.lifetime.end, window.end);
  Buffer clipped{
      .size = buffer.size, .alignment = buffer.alignment, .pin = buffer.pin};
  for (const Interval &gap : buffer.gaps) {
    if (gap.begin <= begin)
      begin = std::max(begin, gap.end);
    else if (gap.end >= end)
      end = std::min(end, gap.begin);
    else
      clipped.gaps.push_back(gap);
  }
  if (begin >= end)
    return std::nullopt;
  clipped.lifetime = {begin, end};
  return clipped;
}

/// The sections by the bytes live in them, fullest first.
std::vector<uint32_t> fullestFirst(const SearchModel &model) {
  std::vector<Bytes> total(model.sectionCount());
  for (size_t i = 0; i < model.count(); ++i)
    for (const SectionRange &range : model.ranges[i])
      for (uint32_t s = range.first; s < range.last; ++s)
        total[s] += model.sizes[i];
  for (size_t s = 0; s < total.size(); ++s)
    for (const Range &range : model.sectionObstacles[s])
      total[s] += range.end - range.begin;
  std::vector<uint32_t> order(total.size());
  std::iota(order.begin(), order.end(), 0);
  sortByKey(order, std::greater<>(), [&](uint32_t s) { return total[s]; });
  return order;
}

} // namespace

WindowVerdict idealloc::refuteByWindow(const Problem &problem,
                                       const SearchModel &model, Bytes capacity,
                                       const ExactRules &rules,
                                       uint64_t workLimit,
                                       const Deadline &deadline) {
  WindowVerdict verdict;
  const uint32_t sections = static_cast<uint32_t>(model.sectionCount());
  const std::vector<uint32_t> peaks = fullestFirst(model);
  constexpr size_t mostPeaks = 16;
  // Each level gets the same share, divided among its windows.
  uint32_t levels = 0;
  const uint32_t reach = std::min<uint32_t>(sections, 65);
  for (uint32_t radius = 1; radius < reach; radius *= 2)
    ++levels;
  const size_t peakCount = std::min(peaks.size(), mostPeaks);
  for (uint32_t radius = 1; radius < reach; radius *= 2)
    for (size_t p = 0; p < peakCount; ++p) {
      if (verdict.work >= workLimit || deadline.hasCome())
        return verdict;
      uint32_t first = peaks[p] - std::min(peaks[p], radius);
      uint32_t last = std::min(peaks[p] + radius, sections - 1);
      Interval window{model.sectionTimes[first], model.sectionTimes[last] + 1};
      Problem part{.reserved = problem.reserved};
      std::vector<size_t> members;
      for (size_t i = 0; i < problem.buffers.size(); ++i)
        if (std::optional<Buffer> clipped = clip(problem.buffers[i], window)) {
          part.buffers.push_back(*std::move(clipped));
          members.push_back(i);
        }
      SearchModel partModel(part);
      Search search(partModel, rules);
      Verdict result = search.run(
          capacity, {},
          {std::numeric_limits<uint64_t>::max(),
           std::max<uint64_t>(1, workLimit / levels / peakCount), deadline});
      verdict.nodes += search.nodes();
      verdict.work +=
          search.work() + partModel.buildWork() + problem.buffers.size();
      if (result == Verdict::Never) {
        verdict.refuted = std::move(members);
        return verdict;
      }
    }
  return verdict;
}
