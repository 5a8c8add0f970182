//===- LocalSearch.cpp - Small changes to an order ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "LocalSearch.h"

#include <numeric>
#include <random>

using namespace idealloc;

namespace {

std::vector<size_t> orderOf(const std::vector<Bytes> &offsets) {
  std::vector<size_t> order(offsets.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::stable_sort(order, {}, [&](size_t i) { return offsets[i]; });
  return order;
}

/// Positions in the order of the buffers that end highest and can be moved.
std::vector<size_t> highest(const Problem &problem,
                            const std::vector<size_t> &order,
                            const std::vector<Bytes> &offsets, Bytes makespan) {
  std::vector<size_t> positions;
  for (size_t k = 0; k < order.size(); ++k) {
    const Buffer &buffer = problem.buffers[order[k]];
    if (!buffer.pin && offsets[order[k]] + buffer.size == makespan)
      positions.push_back(k);
  }
  return positions;
}

/// Moves the buffer at `position` before a random earlier one in its way.
bool moveAhead(const Problem &problem, std::vector<size_t> &order,
               size_t position, std::mt19937_64 &random) {
  std::vector<size_t> targets;
  const Buffer &moved = problem.buffers[order[position]];
  for (size_t k = 0; k < position; ++k) {
    const Buffer &other = problem.buffers[order[k]];
    if (!other.pin && conflict(moved, other))
      targets.push_back(k);
  }
  if (targets.empty())
    return false;
  size_t target = targets[random() % targets.size()];
  std::rotate(order.begin() + target, order.begin() + position,
              order.begin() + position + 1);
  return true;
}

} // namespace

LocalSearchResult idealloc::improveOrder(const Problem &problem,
                                         const std::vector<Bytes> &offsets,
                                         Bytes bound, uint64_t workLimit,
                                         uint64_t seed,
                                         const Deadline &deadline) {
  LocalSearchResult best{offsets, 0, 0};
  for (size_t i = 0; i < offsets.size(); ++i)
    best.makespan =
        std::max(best.makespan, offsets[i] + problem.buffers[i].size);
  std::mt19937_64 random(seed);
  Placer placer(problem);
  std::vector<size_t> order = orderOf(offsets);
  constexpr uint64_t most = uint64_t(1) << 20;
  while (best.makespan > bound && placer.work() < workLimit &&
         best.decodes < most && !deadline.hasCome()) {
    std::vector<size_t> positions =
        highest(problem, order, best.offsets, best.makespan);
    if (positions.empty())
      break; // Pins alone.
    std::vector<size_t> changed = order;
    if (!moveAhead(problem, changed, positions[random() % positions.size()],
                   random))
      break;
    ++best.decodes;
    if (!placer.place(changed, Fit::First, best.makespan + 1))
      continue;
    best.offsets = placer.offsets();
    best.makespan = placer.makespan();
    order = orderOf(best.offsets);
  }
  return best;
}
