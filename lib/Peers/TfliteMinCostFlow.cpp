//===- TfliteMinCostFlow.cpp - Objects by minimum-cost flow ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TfliteObjects.h"
#include "idealloc/Peers/Peers.h"

#include <algorithm>
#include <limits>

using namespace idealloc;

namespace {

constexpr Bytes unreached = std::numeric_limits<Bytes>::max();
constexpr size_t none = std::numeric_limits<size_t>::max();

/// The flow network. Of n records, vertex i is record i as a giver of its
/// object, vertex n + i the same as a taker, vertex 2n the sink; all capacities
/// are 1. Edges: source to giver and taker to sink, cost 0; source to taker (a
/// new object), cost its size; giver to each taker that begins when it has
/// ended or later, cost what the taker is larger by.
class Flow {
public:
  explicit Flow(const std::vector<UsageRecord> &records);

  /// Sends one unit along a shortest path to the sink. Shortest Path Faster
  /// Algorithm: in rounds, each expands what the one before has improved.
  void augment();

  size_t giverOf(size_t taker) const { return givers[taker]; }

private:
  /// A giver that was expanded: nothing that begins at `first` or later is
  /// farther than `distance` plus what it is larger by than `size`.
  struct Expanded {
    size_t first;
    Bytes size;
    Bytes distance;
    bool covers(const Expanded &other) const {
      return first <= other.first &&
             std::max(Bytes(0), other.size - size) <= other.distance - distance;
    }
  };

  void start();
  void expandGiver(size_t giver);
  void expandTaker(size_t taker);
  void expandSink();
  void reach(size_t vertex, Bytes distance, size_t before);
  void push();
  bool isServed(size_t taker) const {
    return isNew[taker] || givers[taker] != none;
  }

  const size_t n;
  std::vector<Bytes> sizes;   ///< By record.
  std::vector<size_t> firsts; ///< By giver: the first taker it may give to.
  std::vector<size_t> takers; ///< By giver: whom it gives to.
  std::vector<size_t> givers; ///< By taker: who gives to it.
  std::vector<char> isNew;    ///< By taker: it has a new object.
  // Of the search for a path:
  std::vector<Bytes> distances; ///< By vertex.
  std::vector<size_t> from;     ///< By vertex: the one before, none: source.
  std::vector<uint64_t> queued; ///< By vertex: in which round, the last time.
  uint64_t round = 0;
  std::vector<size_t> current, upcoming; ///< Vertices of this round, the next.
  std::vector<Expanded> expanded;        ///< None covers another.
};

Flow::Flow(const std::vector<UsageRecord> &records)
    : n(records.size()), takers(n, none), givers(n, none), isNew(n),
      from(2 * n + 1), queued(2 * n + 1) {
  for (const UsageRecord &record : records) {
    sizes.push_back(record.size);
    firsts.push_back(std::ranges::lower_bound(
                         records, record.tasks.end, {},
                         [](const UsageRecord &r) { return r.tasks.begin; }) -
                     records.begin());
  }
}

void Flow::reach(size_t vertex, Bytes distance, size_t before) {
  if (distance >= distances[vertex])
    return;
  distances[vertex] = distance;
  from[vertex] = before;
  if (queued[vertex] != round) {
    queued[vertex] = round;
    upcoming.push_back(vertex);
  }
}

void Flow::start() {
  distances.assign(2 * n + 1, unreached);
  expanded.clear();
  ++round;
  for (size_t i = 0; i < n; ++i) {
    if (takers[i] == none)
      reach(i, 0, none);
    if (!isNew[i])
      reach(n + i, sizes[i], none);
  }
}

void Flow::expandGiver(size_t giver) {
  const Bytes distance = distances[giver], size = sizes[giver];
  const Expanded now = {firsts[giver], size, distance};
  // What an expanded giver covers would improve nothing.
  if (std::ranges::any_of(
          expanded, [&](const Expanded &other) { return other.covers(now); }))
    return;
  std::erase_if(expanded,
                [&](const Expanded &other) { return now.covers(other); });
  expanded.push_back(now);
  for (size_t taker = firsts[giver]; taker < n; ++taker) {
    Bytes growth = std::max(Bytes(0), sizes[taker] - size);
    if (growth < distances[n + taker] - distance) // The sum might overflow.
      reach(n + taker, distance + growth, giver);
  }
}

void Flow::expandTaker(size_t taker) {
  const Bytes distance = distances[n + taker];
  size_t giver = givers[taker];
  if (giver != none)
    reach(giver, distance - std::max(Bytes(0), sizes[taker] - sizes[giver]),
          n + taker);
  else if (!isNew[taker])
    reach(2 * n, distance, n + taker);
}

/// No path to the sink leads past it, but the original looks, and that decides
/// between paths of equal cost.
void Flow::expandSink() {
  for (size_t taker = 0; taker < n; ++taker)
    if (isServed(taker))
      reach(n + taker, distances[2 * n], 2 * n);
}

void Flow::augment() {
  for (start(); !upcoming.empty();) {
    std::swap(current, upcoming);
    ++round;
    for (size_t vertex : current) {
      if (vertex < n)
        expandGiver(vertex);
      else if (vertex < 2 * n)
        expandTaker(vertex - n);
      else
        expandSink();
    }
    current.clear();
  }
  push();
}

/// From the sink back to the source.
void Flow::push() {
  size_t taker = from[2 * n] - n;
  while (from[n + taker] != none) {
    size_t giver = from[n + taker];
    givers[taker] = giver;
    std::swap(takers[giver], taker);
    if (taker == none)
      return; // The source had not used this giver.
    givers[taker] = none;
  }
  isNew[taker] = true;
}

} // namespace

Plan idealloc::planTfliteObjectsMinCostFlow(const Problem &problem) {
  std::vector<UsageRecord> records = usageRecords(problem);
  Flow flow(records);
  for (size_t i = 0; i < records.size(); ++i)
    flow.augment();
  SharedObjects objects(records);
  std::vector<size_t> objectOf;
  for (size_t i = 0; i < records.size(); ++i) {
    size_t giver = flow.giverOf(i);
    objectOf.push_back(giver == none ? objects.open() : objectOf[giver]);
    objects.assign(i, objectOf[i]);
  }
  return objects.finish(problem);
}
