//===- TimeWindows.cpp - A stretch of a plan placed again -----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Exact/TimeWindows.h"
#include "Exact/Holes.h"
#include "Exact/Minimizer.h"
#include "idealloc/Planner/LiveParts.h"

#include <algorithm>
#include <functional>
#include <limits>

using namespace idealloc;

namespace {

/// Free buffers wanted in a window, in turn. A search of so many takes memory
/// by their square, and placements by valleys do better with more.
std::vector<size_t> wantedFor(const Problem &problem) {
  constexpr size_t veryMany = 40000;
  if (problem.buffers.size() > veryMany && !Valleys::appliesTo(problem))
    return {1200, 2400};
  return {1200, 600};
}

/// Units of work for each of them, the first time.
constexpr uint64_t workPerBuffer = uint64_t(1) << 18;

/// A stretch of time, and a floor below which nothing changes.
struct Window {
  Interval time;
  Bytes floor = 0;

  bool holds(const Buffer &buffer, Bytes offset) const {
    return buffer.lifetime.begin >= time.begin &&
           buffer.lifetime.end <= time.end && offset >= floor;
  }
};

/// Of a plan: where it is too high, and what lies there.
class Peak {
public:
  Peak(const Problem &problem, const std::vector<Bytes> &offsets, Bytes goal)
      : problem(problem), offsets(offsets), goal(goal) {
    for (size_t i = 0; i < offsets.size(); ++i)
      if (endOf(i) > endOf(highest))
        highest = i;
  }

  /// About so many buffers, among them the highest and those above some level
  /// that are connected with it in time: halfway to the goal or, where more
  /// live there, as low as it can be. If there still are more, those that lie
  /// highest.
  Window window(size_t wanted) const {
    const Bytes excess = endOf(highest) - goal;
    constexpr int levels = 10;
    for (int level = 1;; ++level) {
      const Interval cluster =
          clusterAbove(endOf(highest) - std::max<Bytes>(1, excess >> level));
      std::vector<uint64_t> distances = distancesFrom(cluster);
      const auto inside = std::ranges::count(distances, uint64_t(0));
      if (static_cast<size_t>(inside) <= wanted)
        return {widened(cluster, std::move(distances), wanted)};
      if (level == levels)
        return {cluster, floorFor(cluster, wanted)};
    }
  }

private:
  Bytes endOf(size_t i) const { return offsets[i] + problem.buffers[i].size; }

  /// The hull of all above the level that the highest is connected with.
  Interval clusterAbove(Bytes level) const {
    std::vector<Interval> above;
    for (size_t i = 0; i < offsets.size(); ++i)
      if (endOf(i) > level)
        above.push_back(problem.buffers[i].lifetime);
    std::ranges::sort(above, {}, &Interval::begin);
    const Interval &inner = problem.buffers[highest].lifetime;
    Interval cluster = above.front();
    for (const Interval &lifetime : above) {
      if (lifetime.begin >= cluster.end) {
        if (cluster.end > inner.begin)
          break;
        cluster = lifetime;
      }
      cluster.end = std::max(cluster.end, lifetime.end);
    }
    return cluster;
  }
  /// Of each buffer, by how much the interval must be widened to hold it.
  std::vector<uint64_t> distancesFrom(const Interval &interval) const {
    std::vector<uint64_t> distances;
    distances.reserve(problem.buffers.size());
    auto beyond = [](Time a, Time b) { // How much a < b.
      return a < b ? static_cast<uint64_t>(b) - static_cast<uint64_t>(a) : 0;
    };
    for (const Buffer &buffer : problem.buffers)
      distances.push_back(
          std::max(beyond(buffer.lifetime.begin, interval.begin),
                   beyond(interval.end, buffer.lifetime.end)));
    return distances;
  }
  /// Above it so many begin in the interval, which holds more, or more if the
  /// highest is so large.
  Bytes floorFor(const Interval &interval, size_t wanted) const {
    std::vector<Bytes> inside;
    for (size_t i = 0; i < offsets.size(); ++i)
      if (Window{interval}.holds(problem.buffers[i], offsets[i]))
        inside.push_back(offsets[i]);
    std::ranges::nth_element(inside,
                             inside.begin() + static_cast<ptrdiff_t>(wanted),
                             std::greater<>());
    return std::min(inside[wanted], offsets[highest]);
  }
  /// By the same on both sides, until it holds as many as wanted.
  static Interval widened(const Interval &interval,
                          std::vector<uint64_t> distances, size_t wanted) {
    const size_t last = std::min(wanted, distances.size()) - 1;
    std::ranges::nth_element(distances,
                             distances.begin() + static_cast<ptrdiff_t>(last));
    const uint64_t by = distances[last];
    constexpr Time least = std::numeric_limits<Time>::min();
    constexpr Time most = std::numeric_limits<Time>::max();
    auto room = [](Time a, Time b) {
      return static_cast<uint64_t>(b) - static_cast<uint64_t>(a);
    };
    return {by < room(least, interval.begin)
                ? interval.begin - static_cast<Time>(by)
                : least,
            by < room(interval.end, most) ? interval.end + static_cast<Time>(by)
                                          : most};
  }

  const Problem &problem;
  const std::vector<Bytes> &offsets;
  const Bytes goal;
  size_t highest = 0;
};

/// What lives in a window: free within it, pinned if it crosses the border.
struct Stretch {
  Problem problem;
  std::vector<size_t> buffers; ///< Of the whole problem, by index.
  std::vector<Bytes> offsets;

  Stretch(const Problem &whole, const std::vector<Bytes> &all,
          const Window &window) {
    problem.reserved = whole.reserved;
    if (window.floor > 0)
      problem.reserved.push_back({0, window.floor});
    for (size_t i = 0; i < all.size(); ++i)
      if (std::optional<Buffer> part = cut(whole.buffers[i], all[i], window)) {
        buffers.push_back(i);
        offsets.push_back(part->pin.value_or(all[i]));
        problem.buffers.push_back(std::move(*part));
      }
    closeUselessGaps(problem);
  }

private:
  static std::optional<Buffer> cut(const Buffer &buffer, Bytes offset,
                                   const Window &window) {
    const auto &[time, floor] = window;
    if (buffer.lifetime.begin >= time.end ||
        buffer.lifetime.end <= time.begin || offset + buffer.size <= floor)
      return std::nullopt;
    Buffer part{.lifetime = buffer.lifetime,
                .size = buffer.size,
                .alignment = buffer.alignment,
                .pin = buffer.pin};
    if (window.holds(buffer, offset)) {
      part.gaps = buffer.gaps;
      return part;
    }
    part.pin = std::max(offset, floor);
    part.size = offset + buffer.size - *part.pin;
    part.alignment = 1;
    bool isLive = false;
    for (Interval live : livePartsOf(buffer)) {
      live = {std::max(live.begin, time.begin), std::min(live.end, time.end)};
      if (live.begin >= live.end)
        continue;
      if (isLive)
        part.gaps.push_back({part.lifetime.end, live.begin});
      else
        part.lifetime.begin = live.begin;
      part.lifetime.end = live.end;
      isLive = true;
    }
    return isLive ? std::optional(std::move(part)) : std::nullopt;
  }
};

} // namespace

TimeWindows::TimeWindows(const Problem &problem, const ExactOptions &options)
    : problem(problem), options(options), freeWanted(wantedFor(problem)) {}

bool TimeWindows::isStuck() const { return inVain >= freeWanted.size(); }

bool TimeWindows::next(std::vector<Bytes> &offsets, Bytes goal,
                       uint64_t workLimit, const Deadline &deadline) {
  const auto sizes = static_cast<unsigned>(freeWanted.size());
  const size_t wanted = freeWanted[attempt % sizes];
  const unsigned doublings = std::min(attempt / sizes, 20u);
  ++attempt;
  workCount += 16 * offsets.size();
  const Peak peak(problem, offsets, goal);
  Stretch stretch(problem, offsets, peak.window(wanted));
  ExactOptions own = options;
  own.budget.seed += doublings;
  own.decideOnly = false;
  const uint64_t budget = (workPerBuffer * wanted) << doublings;
  ComponentMinimizer minimizer(stretch.problem, stretch.offsets, own, budget,
                               deadline);
  const Bytes before = minimizer.makespan();
  const uint64_t limit = std::min(budget, workLimit);
  inVain = minimizer.isDone(goal) ? inVain + 1 : 0;
  while (!minimizer.isDone(goal) && minimizer.work() < limit &&
         !deadline.hasCome())
    minimizer.step(goal, -1, limit - minimizer.work(), deadline);
  nodeCount += minimizer.nodes();
  workCount += minimizer.work();
  const bool gained = minimizer.makespan() < before;
  if (!gained)
    return false;
  for (size_t k = 0; k < stretch.buffers.size(); ++k)
    if (!stretch.problem.buffers[k].pin)
      offsets[stretch.buffers[k]] = minimizer.offsets()[k];
  restart();
  return true;
}
