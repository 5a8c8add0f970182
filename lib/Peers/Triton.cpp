//===- Triton.cpp - The colouring of Triton -------------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConflictLists.h"
#include "Deadline.h"
#include "Placement.h"
#include "idealloc/Peers/Peers.h"

#include <map>
#include <numeric>
#include <tuple>

using namespace idealloc;

namespace {

std::vector<size_t> orderOf(const Problem &problem,
                            const TritonOptions &options) {
  std::vector<size_t> order(problem.buffers.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::sort(order, {}, [&](size_t i) {
    const Buffer &buffer = problem.buffers[i];
    return std::tuple(options.largestFirst ? -buffer.size : 0,
                      options.earliestFirst ? buffer.lifetime.begin : 0, i);
  });
  return order;
}

bool intersect(const Interval &a, const Interval &b) {
  return a.begin < b.end && b.begin < a.end;
}

/// Free intervals of time by the offset from which on they are free. An offset
/// may occur more than once, and intervals may intersect.
class Starts {
public:
  Starts(const Problem &problem, std::span<const size_t> order)
      : problem(problem) {
    for (size_t i : order)
      waiting.push_back({problem.buffers[i].lifetime, 0, i});
    insert(0, {std::numeric_limits<Time>::min(),
               std::numeric_limits<Time>::max()});
  }

  /// Every lifetime meets a free interval at all times, so that there is one.
  std::vector<Bytes> run() {
    std::vector<Bytes> offsets(problem.buffers.size());
    while (!waiting.empty()) {
      auto [offset, range] = *free.begin();
      free.erase(free.begin());
      count(range, -1);
      auto next = std::ranges::find_if(waiting, [&](const Waiting &buffer) {
        return buffer.met == 0 && intersect(buffer.lifetime, range);
      });
      if (next == waiting.end())
        continue;
      const auto [lifetime, met, i] = *next;
      waiting.erase(next);
      const Buffer &buffer = problem.buffers[i];
      offsets[i] = alignUp(offset, buffer.alignment);
      insert(offsets[i] + buffer.size, {std::max(range.begin, lifetime.begin),
                                        std::min(range.end, lifetime.end)});
      if (range.begin < lifetime.begin)
        insert(offset, {range.begin, lifetime.end});
      if (lifetime.end < range.end)
        insert(offset, {lifetime.begin, range.end});
    }
    return offsets;
  }

private:
  struct Waiting {
    Interval lifetime;
    int64_t met; ///< How many free intervals it intersects.
    size_t buffer;
  };

  void count(const Interval &range, int64_t by) {
    for (Waiting &buffer : waiting)
      buffer.met += intersect(buffer.lifetime, range) ? by : 0;
  }
  void insert(Bytes offset, const Interval &range) {
    free.emplace(offset, range);
    count(range, 1);
  }

  const Problem &problem;
  std::vector<Waiting> waiting; ///< By order.
  std::multimap<Bytes, Interval> free;
};

/// Moves buffers up until no two clash.
class Bumps {
public:
  Bumps(const Problem &problem, std::vector<size_t> order,
        std::vector<Bytes> offsets)
      : problem(problem), conflicts(conflictLists(problem)),
        order(std::move(order)), offsets(std::move(offsets)) {}

  enum class Step {
    Moved,   ///< Something clashed.
    Done,    ///< Nothing did.
    TooHigh, ///< A buffer would end above the largest offset.
  };

  /// Moves above all that it clashes with each buffer that has another colour
  /// than the first, by first fit in the graph of clashes. Only that first
  /// colour is computed, as no difference between the others is ever made.
  Step step() {
    const std::vector<Bytes> before = offsets;
    std::vector<bool> stays(offsets.size());
    bool moved = false;
    for (size_t i : order) {
      Bytes top = 0;
      stays[i] = true;
      for (uint32_t other : conflicts[i])
        if (clash(before, i, other)) {
          top = std::max(top, offsets[other] + problem.buffers[other].size);
          // False for what comes later in the order.
          if (stays[other])
            stays[i] = false;
        }
      if (stays[i])
        continue;
      moved = true;
      const Buffer &buffer = problem.buffers[i];
      constexpr Bytes most = std::numeric_limits<Bytes>::max();
      if (top > most - buffer.size - buffer.alignment)
        return Step::TooHigh;
      offsets[i] = alignUp(top, buffer.alignment);
    }
    return moved ? Step::Moved : Step::Done;
  }

  const std::vector<Bytes> &result() const { return offsets; }

private:
  bool clash(const std::vector<Bytes> &at, size_t a, size_t b) const {
    return at[a] < at[b] + problem.buffers[b].size &&
           at[b] < at[a] + problem.buffers[a].size;
  }

  const Problem &problem;
  const std::vector<std::vector<uint32_t>> conflicts;
  const std::vector<size_t> order;
  std::vector<Bytes> offsets;
};

/// First fit by offset.
std::vector<Bytes> tidy(const Problem &problem,
                        const std::vector<Bytes> &offsets) {
  std::vector<size_t> order(offsets.size());
  std::iota(order.begin(), order.end(), size_t(0));
  std::ranges::sort(order, {},
                    [&](size_t i) { return std::pair(offsets[i], i); });
  Placer placer(problem);
  placer.place(order, Fit::First);
  return placer.offsets();
}

} // namespace

Plan idealloc::planTriton(const Problem &problem,
                          const TritonOptions &options) {
  const Deadline deadline(options.budget);
  const std::vector<size_t> order = orderOf(problem, options);
  Bumps bumps(problem, order, Starts(problem, order).run());
  uint64_t rounds = 0;
  Bumps::Step step = Bumps::Step::Moved;
  while (step == Bumps::Step::Moved && (rounds == 0 || !deadline.hasCome())) {
    step = bumps.step();
    ++rounds;
  }
  std::vector<Bytes> offsets = bumps.result();
  if (step != Bumps::Step::Done)
    offsets = tidy(problem, offsets);
  return finishPlan(problem, std::move(offsets), lowerBound(problem), rounds);
}
