//===- ConflictLists.cpp - Which buffers conflict with which --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConflictLists.h"

#include <algorithm>
#include <numeric>

using namespace idealloc;

std::vector<std::vector<uint32_t>>
idealloc::conflictLists(const Problem &problem) {
  const std::vector<Buffer> &buffers = problem.buffers;
  std::vector<uint32_t> byBegin(buffers.size());
  std::iota(byBegin.begin(), byBegin.end(), uint32_t(0));
  auto begin = [&](uint32_t i) { return buffers[i].lifetime.begin; };
  std::ranges::sort(byBegin, {},
                    [&](uint32_t i) { return std::pair(begin(i), i); });

  std::vector<std::vector<uint32_t>> lists(buffers.size());
  auto add = [&](uint32_t to, uint32_t other) {
    if (conflict(buffers[to], buffers[other]))
      lists[to].push_back(other);
  };
  std::vector<uint32_t> live; // Ascending.
  for (size_t k = 0; k < byBegin.size();) {
    const Time now = begin(byBegin[k]);
    size_t next = k;
    while (next < byBegin.size() && begin(byBegin[next]) == now)
      ++next;
    std::span begun = std::span(byBegin).subspan(k, next - k);
    std::erase_if(live,
                  [&](uint32_t i) { return buffers[i].lifetime.end <= now; });
    for (uint32_t older : live)
      for (uint32_t i : begun)
        add(older, i);
    live.insert(live.end(), begun.begin(), begun.end());
    std::ranges::sort(live);
    for (uint32_t i : begun)
      for (uint32_t other : live)
        if (other != i)
          add(i, other);
    k = next;
  }
  return lists;
}
