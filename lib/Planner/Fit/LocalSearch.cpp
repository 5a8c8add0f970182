//===- LocalSearch.cpp - Small changes to an order ------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/LocalSearch.h"
#include "SortByKey.h"

#include <functional>
#include <numeric>

using namespace idealloc;

namespace {

/// At each buffer one walk in so many ends.
constexpr uint64_t walk = 12;

} // namespace

LocalSearch::LocalSearch(const Problem &problem, std::vector<Bytes> offsets,
                         Bytes bound, uint64_t seed)
    : problem(problem), bound(bound), random(seed), placer(problem),
      order(offsets.size()) {
  std::iota(order.begin(), order.end(), size_t(0));
  accept(std::move(offsets));
}

LocalSearch::Cost LocalSearch::costOf(const std::vector<Bytes> &offsets) const {
  Cost sum{0, 0};
  for (size_t i = 0; i < offsets.size(); ++i) {
    Bytes end = offsets[i] + problem.buffers[i].size;
    sum.makespan = std::max(sum.makespan, end);
    if (end > bound)
      sum.excess += static_cast<double>(end - bound);
  }
  return sum;
}

void LocalSearch::accept(std::vector<Bytes> offsets) {
  placed = std::move(offsets);
  cost = costOf(placed);
  sortByKey(order, std::less<>(), [&](size_t i) { return placed[i]; });
}

/// A position of a buffer that sticks out, or order.size().
size_t LocalSearch::pick() {
  const Bytes from = random() % 2 == 0 ? cost.makespan : bound + 1;
  candidates.clear();
  for (size_t k = 0; k < order.size(); ++k) {
    const Buffer &buffer = problem.buffers[order[k]];
    if (!buffer.pin && placed[order[k]] + buffer.size >= from)
      candidates.push_back(k);
  }
  return candidates.empty() ? order.size()
                            : candidates[random() % candidates.size()];
}

/// A position of a buffer that this one rests on, or order.size().
size_t LocalSearch::supportOf(size_t position) {
  const Buffer &buffer = problem.buffers[order[position]];
  const Bytes offset = placed[order[position]];
  candidates.clear();
  for (size_t k = 0; k < position; ++k) {
    const Buffer &other = problem.buffers[order[k]];
    Bytes end = placed[order[k]] + other.size;
    if (!other.pin && end <= offset && end > offset - buffer.alignment &&
        conflict(buffer, other))
      candidates.push_back(k);
  }
  return candidates.empty() ? order.size()
                            : candidates[random() % candidates.size()];
}

/// Makes `changed` of `order` by exchanging the buffer at `position`. False if
/// nothing that can move is in its way.
bool LocalSearch::exchange(size_t position) {
  const Buffer &moved = problem.buffers[order[position]];
  candidates.clear();
  for (size_t k = 0; k < position; ++k) {
    const Buffer &other = problem.buffers[order[k]];
    if (!other.pin && conflict(moved, other))
      candidates.push_back(k);
  }
  if (candidates.empty())
    return false;
  size_t target = candidates[random() % candidates.size()];
  changed = order;
  std::swap(changed[target], changed[position]);
  return true;
}

bool LocalSearch::change() {
  // A walk may end at a buffer that nothing comes before.
  constexpr int attempts = 64;
  for (int attempt = 0; attempt < attempts; ++attempt) {
    size_t position = pick();
    while (position < order.size() && random() % walk != 0) {
      size_t support = supportOf(position);
      if (support == order.size())
        break;
      position = support;
    }
    if (position < order.size() && exchange(position))
      return true;
  }
  for (size_t k = 0; k < order.size(); ++k) {
    const Buffer &buffer = problem.buffers[order[k]];
    if (!buffer.pin && placed[order[k]] + buffer.size > bound && exchange(k))
      return true;
  }
  return false;
}

bool LocalSearch::step() {
  if (cost.makespan <= bound || !change())
    return false;
  if (placer.place(changed, Fit::First, cost.makespan + 1) &&
      costOf(placer.offsets()) <= cost)
    accept(placer.offsets());
  return true;
}
