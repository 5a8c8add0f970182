//===- TvmGreedy.cpp - The greedy planners of TVM -------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConflictLists.h"
#include "Placement.h"
#include "Tvm.h"

#include <numeric>
#include <tuple>

using namespace idealloc;

std::vector<size_t>
idealloc::tvmOrder(const Problem &problem, TvmOrder order,
                   std::span<const std::vector<uint32_t>> conflicts) {
  std::vector<std::string> names;
  for (size_t i = 0; i < problem.buffers.size(); ++i)
    names.push_back(std::to_string(i));
  auto keyOf = [&](size_t i) {
    auto size = static_cast<size_t>(problem.buffers[i].size);
    size_t count = conflicts[i].size();
    if (order == TvmOrder::Size)
      return std::tuple(size, count, std::string_view(names[i]));
    return std::tuple(count, size, std::string_view(names[i]));
  };
  std::vector<size_t> indices(problem.buffers.size());
  std::iota(indices.begin(), indices.end(), size_t(0));
  std::ranges::sort(indices, std::ranges::greater(), keyOf);
  return indices;
}

Plan idealloc::planTvmGreedy(const Problem &problem, TvmOrder order) {
  const std::vector<Buffer> &buffers = problem.buffers;
  auto conflicts = conflictLists(problem);
  const std::vector<Range> reserved = mergedReserved(problem);
  std::vector<Bytes> offsets(buffers.size());
  std::vector<Bytes> ends(buffers.size()); // 0: not placed.
  auto put = [&](size_t i, Bytes offset) {
    offsets[i] = offset;
    ends[i] = offset + buffers[i].size;
  };
  for (size_t i = 0; i < buffers.size(); ++i)
    if (buffers[i].pin)
      put(i, *buffers[i].pin);
  for (size_t i : tvmOrder(problem, order, conflicts)) {
    if (buffers[i].pin)
      continue;
    Bytes top = 0;
    for (uint32_t other : conflicts[i])
      top = std::max(top, ends[other]);
    FreeRangeSearch search(buffers[i].size, buffers[i].alignment, Fit::First,
                           top);
    for (const Range &range : reserved)
      if (search.obstacle(range.begin, range.end))
        break;
    put(i, search.offset());
  }
  return finishPlan(problem, std::move(offsets), lowerBound(problem), 1);
}
