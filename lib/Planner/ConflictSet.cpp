//===- ConflictSet.cpp - Why a capacity is too small ----------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ConflictSet.h"
#include "Placement.h"

#include <bit>
#include <numeric>

using namespace idealloc;

namespace {

/// The sizes of the live buffers by rank, in a Fenwick tree. O(log n) a call.
class LiveSizes {
public:
  explicit LiveSizes(size_t ranks) : nodes(std::bit_ceil(ranks + 1)) {}

  void begin(size_t rank, Bytes size) { add(rank, {size, 1}); }
  void end(size_t rank, Bytes size) { add(rank, {-size, -1}); }
  Bytes bytes() const { return total; }

  /// How many live buffers of the lowest ranks exceed `room`, which all do.
  int64_t countAbove(Bytes room) const {
    size_t passed = 0;
    int64_t count = 0;
    for (size_t step = nodes.size() / 2; step > 0; step /= 2) {
      const Node &node = nodes[passed + step];
      if (node.bytes > room)
        continue;
      room -= node.bytes;
      count += node.count;
      passed += step;
    }
    return count + 1;
  }

private:
  struct Node {
    Bytes bytes = 0;
    int64_t count = 0;
  };

  void add(size_t rank, Node change) {
    total += change.bytes;
    for (size_t i = rank + 1; i < nodes.size(); i += i & -i) {
      nodes[i].bytes += change.bytes;
      nodes[i].count += change.count;
    }
  }

  std::vector<Node> nodes;
  Bytes total = 0;
};

/// A buffer begins to be live or ends.
struct Event {
  Time time;
  size_t buffer;
  bool begins;
};

std::vector<Event> eventsByTime(const Problem &problem) {
  std::vector<Event> events;
  events.reserve(2 * problem.buffers.size());
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    events.push_back({buffer.lifetime.begin, i, true});
    for (const Interval &gap : buffer.gaps) {
      events.push_back({gap.begin, i, false});
      events.push_back({gap.end, i, true});
    }
    events.push_back({buffer.lifetime.end, i, false});
  }
  std::ranges::sort(events, {}, &Event::time);
  return events;
}

void sortLargestFirst(const Problem &problem, std::vector<size_t> &indices) {
  std::ranges::sort(indices, [&](size_t a, size_t b) {
    return std::pair(problem.buffers[b].size, a) <
           std::pair(problem.buffers[a].size, b);
  });
}

std::vector<size_t> everyBuffer(const Problem &problem) {
  std::vector<size_t> indices(problem.buffers.size());
  std::iota(indices.begin(), indices.end(), size_t(0));
  return indices;
}

/// The buffer with the highest bound of its own, if that exceeds the capacity.
std::optional<size_t> misfit(const Problem &problem) {
  Problem alone{.buffers = std::vector<Buffer>(1),
                .reserved = mergedReserved(problem)};
  std::optional<size_t> found;
  Bytes highest = *problem.capacity;
  for (size_t i = 0; i < problem.buffers.size(); ++i) {
    const Buffer &buffer = problem.buffers[i];
    alone.buffers[0] = {.lifetime = {0, 1},
                        .size = buffer.size,
                        .alignment = buffer.alignment,
                        .pin = buffer.pin};
    Bytes bound = lowerBound(alone);
    if (bound > highest) {
      highest = bound;
      found = i;
    }
  }
  return found;
}

/// The earliest instant at which the fewest buffers exceed `room`, if any.
std::optional<Time> scarcestInstant(const Problem &problem, Bytes room) {
  std::vector<size_t> order = everyBuffer(problem);
  sortLargestFirst(problem, order);
  std::vector<size_t> rank(order.size());
  for (size_t k = 0; k < order.size(); ++k)
    rank[order[k]] = k;
  LiveSizes live(order.size());
  int64_t fewest = std::numeric_limits<int64_t>::max();
  std::optional<Time> instant;
  std::vector<Event> events = eventsByTime(problem);
  for (size_t k = 0; k < events.size();) {
    Time now = events[k].time;
    for (; k < events.size() && events[k].time == now; ++k) {
      auto [time, buffer, begins] = events[k];
      Bytes size = problem.buffers[buffer].size;
      begins ? live.begin(rank[buffer], size) : live.end(rank[buffer], size);
    }
    if (live.bytes() <= room)
      continue;
    int64_t count = live.countAbove(room);
    if (count < fewest) {
      fewest = count;
      instant = now;
    }
  }
  return instant;
}

} // namespace

std::vector<size_t> idealloc::boundConflictSet(const Problem &problem) {
  if (std::optional<size_t> alone = misfit(problem))
    return {*alone};
  Bytes room = *problem.capacity - reservedBelow(problem, *problem.capacity);
  std::optional<Time> instant = scarcestInstant(problem, room);
  if (!instant)
    return everyBuffer(problem);
  std::vector<size_t> set = liveAt(problem, *instant);
  sortLargestFirst(problem, set);
  size_t taken = 0;
  for (Bytes total = 0; total <= room; ++taken)
    total += problem.buffers[set[taken]].size;
  set.resize(taken);
  std::ranges::sort(set);
  return set;
}

std::vector<size_t> idealloc::shrinkConflictSet(
    const Problem &problem, std::vector<size_t> set,
    const std::function<bool(const Problem &)> &provedUnfit) {
  auto drop = [&](size_t begin, size_t end) {
    std::vector<size_t> rest = set;
    rest.erase(rest.begin() + begin, rest.begin() + end);
    std::vector<size_t> asked = rest;
    std::ranges::sort(asked);
    if (rest.empty() || !provedUnfit(subproblem(problem, asked)))
      return false;
    set = std::move(rest);
    return true;
  };
  std::ranges::sort(set, {}, [&](size_t i) {
    return std::pair(problem.buffers[i].lifetime.begin, i);
  });
  for (size_t chunk = set.size() / 2; chunk > 1; chunk /= 2)
    for (size_t k = 0; k < set.size();)
      if (!drop(k, std::min(k + chunk, set.size())))
        k += chunk;
  sortLargestFirst(problem, set);
  std::ranges::reverse(set);
  // Round and round, until all that are left were needed by the same set.
  for (size_t k = 0, needed = 0; needed < set.size();) {
    k = k < set.size() ? k : 0;
    if (drop(k, k + 1)) {
      needed = 0;
    } else {
      ++k;
      ++needed;
    }
  }
  std::ranges::sort(set);
  return set;
}
