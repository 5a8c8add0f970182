//===- TfliteBySize.cpp - Objects by size and distance --------------------===//
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
#include <tuple>

using namespace idealloc;

namespace {

constexpr Time nowhere = std::numeric_limits<Time>::max();

/// A record that is in no object yet.
struct Waiting {
  size_t record;
  size_t position; ///< Of the last positional maximum that is no smaller.
  Bytes size;
  size_t object = 0;       ///< The nearest one that is free, if any.
  Time distance = nowhere; ///< To that.

  auto key() const { return std::tuple(position, distance, -size, record); }
};

/// At index p, the largest of the p-th largest sizes live in each task; never
/// ascending.
std::vector<Bytes> positionalMaxima(const std::vector<UsageRecord> &records) {
  std::vector<Bytes> maxima, live; // The latter descends.
  ObjectsInUse inUse;              // Records, not objects.
  for (size_t i = 0; i < records.size(); ++i) {
    const auto &[buffer, size, tasks] = records[i];
    inUse.release(tasks.begin, [&](size_t ended) {
      live.erase(std::ranges::lower_bound(live, records[ended].size,
                                          std::greater<>()));
    });
    inUse.add(i, tasks.end);
    auto at = std::ranges::upper_bound(live, size, std::greater<>());
    size_t p = live.insert(at, size) - live.begin();
    maxima.resize(std::max(maxima.size(), live.size()));
    for (; p < live.size(); ++p)
      maxima[p] = std::max(maxima[p], live[p]);
  }
  return maxima;
}

std::vector<Waiting> allWaiting(const std::vector<UsageRecord> &records) {
  std::vector<Bytes> maxima = positionalMaxima(records);
  std::vector<Waiting> waiting;
  for (size_t i = 0; i < records.size(); ++i) {
    auto smaller =
        std::ranges::upper_bound(maxima, records[i].size, std::greater<>());
    size_t position = smaller - maxima.begin() - 1;
    waiting.push_back(
        {.record = i, .position = position, .size = records[i].size});
  }
  return waiting;
}

/// Looks for the nearest object anew.
void recompute(Waiting &one, Interval tasks, const SharedObjects &objects) {
  one.distance = nowhere;
  for (size_t object = 0; object < objects.count(); ++object) {
    Time distance = objects.distance(object, tasks);
    if (distance >= 0 && distance < one.distance) {
      one.distance = distance;
      one.object = object;
    }
  }
}

/// `object` has just got a record with these tasks.
void update(Waiting &one, Interval tasks, size_t object, Interval added,
            const SharedObjects &objects) {
  Time distance = std::max(added.begin - tasks.end, tasks.begin - added.end);
  if (distance >= 0) {
    if (distance < one.distance && objects.isFree(object, tasks)) {
      one.distance = distance;
      one.object = object;
    }
  } else if (one.object == object && one.distance != nowhere) {
    recompute(one, tasks, objects);
  }
}

} // namespace

SharedObjects idealloc::objectsBySize(const std::vector<UsageRecord> &records) {
  SharedObjects objects(records);
  std::vector<Waiting> waiting = allWaiting(records);
  while (!waiting.empty()) {
    auto next = std::ranges::min_element(waiting, {}, &Waiting::key);
    auto [record, position, size, object, distance] = *next;
    *next = waiting.back();
    waiting.pop_back();
    if (distance == nowhere)
      object = objects.open();
    objects.assign(record, object);
    for (Waiting &one : waiting)
      update(one, records[one.record].tasks, object, records[record].tasks,
             objects);
  }
  return objects;
}

Plan idealloc::planTfliteObjectsBySize(const Problem &problem) {
  std::vector<UsageRecord> records = usageRecords(problem);
  return objectsBySize(records).finish(problem);
}
