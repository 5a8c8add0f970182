//===- FreeRows.h - Rows that jobs take and leave ---------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FREEROWS_H
#define IDEALLOC_LIB_PLANNER_FREEROWS_H

#include <algorithm>
#include <cstdint>
#include <functional>
#include <vector>

namespace idealloc {

/// The heart of interval colouring: hands out rows to intervals that come by
/// ascending begin. Opens a row only when all are in use. O(log rows) each.
template <typename Instant> class FreeRows {
public:
  /// The lowest row that is free from `begin` on, taken until `end`.
  uint32_t take(Instant begin, Instant end) {
    while (!busy.empty() && busy.front().first <= begin) {
      std::ranges::pop_heap(busy, std::greater<>());
      freed.push_back(busy.back().second);
      std::ranges::push_heap(freed, std::greater<>());
      busy.pop_back();
    }
    uint32_t row = opened;
    if (freed.empty()) {
      ++opened;
    } else {
      std::ranges::pop_heap(freed, std::greater<>());
      row = freed.back();
      freed.pop_back();
    }
    busy.emplace_back(end, row);
    std::ranges::push_heap(busy, std::greater<>());
    return row;
  }

  /// Rows opened so far.
  uint32_t count() const { return opened; }

private:
  std::vector<std::pair<Instant, uint32_t>> busy; ///< Min-heap by end.
  std::vector<uint32_t> freed;                    ///< Min-heap.
  uint32_t opened = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FREEROWS_H
