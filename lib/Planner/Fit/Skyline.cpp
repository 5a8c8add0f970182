//===- Skyline.cpp - Placing the lowest buffer first ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/Skyline.h"
#include "SortByKey.h"

#include <functional>
#include <numeric>

using namespace idealloc;

bool Skyline::appliesTo(const Problem &problem) {
  return problem.reserved.empty() &&
         std::ranges::none_of(problem.buffers, [](const Buffer &buffer) {
           return buffer.pin || !buffer.gaps.empty();
         });
}

Skyline::Skyline(const Problem &problem)
    : problem(problem), buffers(problem.buffers.size()),
      position(buffers.size()), floors(buffers.size()),
      latest(buffers.size() / blockSize + 1), placed(buffers.size()) {
  std::iota(buffers.begin(), buffers.end(), size_t(0));
  sortByKey(buffers, std::less<>(),
            [&](size_t i) { return problem.buffers[i].lifetime.begin; });
  for (size_t at = 0; at < buffers.size(); ++at) {
    const Interval &lifetime = problem.buffers[buffers[at]].lifetime;
    position[buffers[at]] = static_cast<uint32_t>(at);
    begins.push_back(lifetime.begin);
    ends.push_back(lifetime.end);
    latest.add(at / blockSize, lifetime.end);
  }
}

void Skyline::raiseBlock(size_t block, size_t limit, Time begin, Bytes end) {
  size_t first = block * blockSize;
  size_t last = std::min(limit, first + blockSize);
  // Without branches, so that it becomes vector code. What is placed may rise.
  Bytes *floor = floors.data();
  const Time *until = ends.data();
  for (size_t at = first; at < last; ++at) {
    Bytes raised = std::max(floor[at], end);
    floor[at] = until[at] > begin ? raised : floor[at];
  }
  workDone += last - first;
}

/// Raises the floors of all that conflict with the buffer at `position`.
void Skyline::raise(size_t position, Bytes end) {
  const Time begin = begins[position];
  // Only positions below the limit begin before the buffer ends.
  size_t limit =
      std::ranges::lower_bound(begins, ends[position]) - begins.begin();
  size_t blocks = (limit + blockSize - 1) / blockSize;
  latest.visit(begin, blocks,
               [&](size_t block) { raiseBlock(block, limit, begin, end); });
}

bool Skyline::place(std::span<const size_t> order, Bytes limit,
                    const Deadline *deadline) {
  top = 0;
  std::ranges::fill(floors, 0);
  heap.clear();
  // Ascending, hence a heap.
  for (uint32_t rank = 0; rank < order.size(); ++rank)
    heap.push_back({0, rank, position[order[rank]]});
  while (!heap.empty()) {
    std::ranges::pop_heap(heap, std::greater<>());
    Entry &entry = heap.back();
    const Buffer &buffer = problem.buffers[buffers[entry.position]];
    Bytes offset = alignUp(floors[entry.position], buffer.alignment);
    if (offset > entry.offset) {
      entry.offset = offset;
      std::ranges::push_heap(heap, std::greater<>());
      continue;
    }
    if (deadline && heap.size() % 256 == 0 && deadline->hasCome())
      return false;
    size_t at = entry.position;
    heap.pop_back();
    Bytes end = offset + buffer.size;
    top = std::max(top, end);
    if (top >= limit)
      return false;
    placed[buffers[at]] = offset;
    ++workDone;
    raise(at, end);
  }
  return top < limit;
}
