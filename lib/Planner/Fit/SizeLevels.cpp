//===- SizeLevels.cpp - The largest placed first, many times --------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Fit/SizeLevels.h"
#include "Fit/ValleyBands.h"
#include "Placement.h"
#include "SortByKey.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <tuple>
#include <utility>

using namespace idealloc;

/// With a limit the deadline counts.
static constexpr Bytes anyMakespan = std::numeric_limits<Bytes>::max() - 1;

static Problem chosen(const Problem &problem,
                      const std::vector<uint32_t> &buffers) {
  Problem some;
  some.buffers.reserve(buffers.size());
  for (uint32_t i : buffers)
    some.buffers.push_back(problem.buffers[i]);
  return some;
}

SizeLevels::SizeLevels(const Problem &problem, Bytes goal, uint64_t seed)
    : problem(problem), goal(goal), seed(seed), order(problem.buffers.size()) {
  for (const Buffer &buffer : problem.buffers)
    weights.push_back(static_cast<double>(buffer.size));
  std::iota(order.begin(), order.end(), uint32_t(0));
  std::ranges::sort(order,
                    [&](uint32_t a, uint32_t b) { return isBefore(a, b); });
}

/// The larger one, of equals the longer one.
bool SizeLevels::isBefore(uint32_t a, uint32_t b) const {
  auto key = [&](uint32_t i) {
    const Interval &life = problem.buffers[i].lifetime;
    return std::tuple(-weights[i], life.begin - life.end, i);
  };
  return key(a) < key(b);
}

size_t SizeLevels::countOf(size_t level) const {
  constexpr size_t least = 512;
  size_t count = least;
  for (; level > 0 && count < order.size(); --level)
    count *= 2;
  return std::min(count, order.size());
}

/// Adds the largest that are not in the plan, until it has so many. False if it
/// does not end below the limit or the deadline came.
bool SizeLevels::extend(LevelPlan &plan, size_t count, Bytes limit,
                        const Deadline &deadline) {
  std::vector<size_t> ranks(plan.buffers.size());
  std::iota(ranks.begin(), ranks.end(), size_t(0));
  sortByKey(ranks, std::less<>(), [&](size_t k) { return plan.offsets[k]; });
  std::vector<uint32_t> buffers;
  std::vector<uint8_t> isIn(order.size());
  for (size_t k : ranks) {
    buffers.push_back(plan.buffers[k]);
    isIn[plan.buffers[k]] = 1;
  }
  for (size_t at = 0; buffers.size() < count; ++at)
    if (isIn[order[at]] == 0)
      buffers.push_back(order[at]);
  ranks.resize(count);
  std::iota(ranks.begin(), ranks.end(), size_t(0));
  const Problem level = chosen(problem, buffers);
  Placer placer(level, &deadline);
  const bool isPlaced = placer.place(ranks, Fit::First, limit);
  constexpr uint64_t workPerBuffer = 300; // Sorts and copies.
  workDone += searchPerPlacer * placer.work() + workPerBuffer * count;
  if (isPlaced)
    plan = {std::move(buffers), placer.offsets(), placer.makespan()};
  return isPlaced;
}

/// All of it and then parts of it placed again.
void SizeLevels::improve(LevelPlan &plan, const Deadline &deadline) {
  constexpr uint64_t workPerBuffer = 3000;
  const uint64_t limit = workPerBuffer * plan.buffers.size();
  const Problem level = chosen(problem, plan.buffers);
  ValleySearch search(level, seed + ++plans);
  ValleyBands bands(level, search, seed + plans);
  const Bytes least = std::ranges::max(search.placements().loads());
  auto spent = [&] { return search.work() + bands.work(); };
  auto isOver = [&](uint64_t most) {
    return plan.makespan <= least || spent() >= most || deadline.hasCome();
  };
  constexpr uint64_t patience = 32;
  for (uint64_t inVain = 0; inVain < patience && !isOver(limit / 2); ++inVain)
    if (search.next(plan.makespan, limit - spent(), deadline)) {
      plan.offsets = search.offsets();
      plan.makespan = search.makespan();
      inVain = 0;
    }
  while (!isOver(limit)) {
    bands.next(plan.offsets, limit - spent(), deadline);
    plan.makespan = 0;
    for (size_t k = 0; k < plan.offsets.size(); ++k)
      plan.makespan =
          std::max(plan.makespan, plan.offsets[k] + level.buffers[k].size);
  }
  workDone += spent();
}

/// What sticks out comes earlier in the plans that follow.
void SizeLevels::enlarge(const LevelPlan &plan) {
  if (plan.makespan <= goal)
    return;
  const Bytes above = plan.makespan - (plan.makespan - goal) / 4;
  std::vector<uint8_t> sticksOut(order.size());
  std::vector<uint32_t> larger, others;
  for (size_t k = 0; k < plan.buffers.size(); ++k) {
    const uint32_t i = plan.buffers[k];
    if (plan.offsets[k] + problem.buffers[i].size > above) {
      sticksOut[i] = 1;
      larger.push_back(i);
    }
  }
  // What comes behind the last of them does not move.
  size_t left = larger.size();
  for (size_t at = 0; left > 0; ++at)
    if (sticksOut[order[at]] != 0)
      --left;
    else
      others.push_back(order[at]);
  constexpr double most = 1e30;
  for (uint32_t i : larger)
    weights[i] = std::min(2 * weights[i], most);
  auto before = [&](uint32_t a, uint32_t b) { return isBefore(a, b); };
  std::ranges::sort(larger, before);
  std::ranges::merge(larger, others, order.begin(), before);
}

/// A plan of the lowest level, and of higher ones where these are due: of each
/// after two of the one below. False if the deadline came.
bool SizeLevels::climb(const Deadline &deadline) {
  LevelPlan plan;
  uint64_t number = ++climbs;
  for (size_t level = 0;; ++level, number /= 2) {
    if (!extend(plan, countOf(level), anyMakespan, deadline))
      return false;
    improve(plan, deadline);
    enlarge(plan);
    best.resize(std::max(best.size(), level + 1));
    if (best[level].buffers.empty() || plan.makespan < best[level].makespan)
      best[level] = plan;
    if (number % 2 == 1 || plan.buffers.size() == order.size())
      return true;
    plan = std::exchange(best[level], {});
  }
}

std::vector<Bytes> SizeLevels::place(Bytes limit, uint64_t workLimit,
                                     const Deadline &deadline) {
  const uint64_t end = workDone + workLimit;
  auto isFound = [&] {
    return !best.empty() && best.back().buffers.size() == order.size() &&
           best.back().makespan <= goal;
  };
  while (workDone < end && !isFound())
    if (deadline.hasCome() || !climb(deadline))
      return {};
  if (best.empty())
    return {};
  LevelPlan plan = best.back();
  if (plan.makespan >= limit || !extend(plan, order.size(), limit, deadline))
    return {};
  std::vector<Bytes> offsets(order.size());
  for (size_t k = 0; k < offsets.size(); ++k)
    offsets[plan.buffers[k]] = plan.offsets[k];
  return offsets;
}
