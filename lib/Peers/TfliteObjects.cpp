//===- TfliteObjects.cpp - Buffers that share objects ---------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TfliteObjects.h"
#include "Placement.h"
#include "idealloc/Peers/Peers.h"

using namespace idealloc;

std::vector<UsageRecord> idealloc::usageRecords(const Problem &problem) {
  std::vector<Time> times;
  for (const Buffer &buffer : problem.buffers) {
    times.push_back(buffer.lifetime.begin);
    times.push_back(buffer.lifetime.end);
  }
  std::ranges::sort(times);
  times.erase(std::ranges::unique(times).begin(), times.end());
  auto taskOf = [&](Time time) -> Time {
    return std::ranges::lower_bound(times, time) - times.begin();
  };
  std::vector<UsageRecord> records;
  for (size_t i : placementOrder(problem, Order::Begin)) {
    const Buffer &buffer = problem.buffers[i];
    Interval tasks = {taskOf(buffer.lifetime.begin),
                      taskOf(buffer.lifetime.end)};
    records.push_back({.buffer = i, .size = buffer.size, .tasks = tasks});
  }
  return records;
}

bool SharedObjects::isFree(size_t object, Interval tasks) const {
  const std::vector<Interval> &schedule = objects[object].schedule;
  auto next =
      std::ranges::upper_bound(schedule, tasks.begin, {}, &Interval::end);
  return next == schedule.end() || next->begin >= tasks.end;
}

Time SharedObjects::distance(size_t object, Interval tasks) const {
  const std::vector<Interval> &schedule = objects[object].schedule;
  auto next =
      std::ranges::upper_bound(schedule, tasks.begin, {}, &Interval::end);
  Time nearest = std::numeric_limits<Time>::max();
  if (next != schedule.end())
    nearest = next->begin - tasks.end;
  if (next != schedule.begin())
    nearest = std::min(nearest, tasks.begin - std::prev(next)->end);
  return nearest;
}

size_t SharedObjects::open() {
  objects.emplace_back();
  return objects.size() - 1;
}

void SharedObjects::assign(size_t record, size_t object) {
  const UsageRecord &added = records[record];
  Object &to = objects[object];
  to.size = std::max(to.size, added.size);
  to.schedule.insert(std::ranges::upper_bound(to.schedule, added.tasks.begin,
                                              {}, &Interval::end),
                     added.tasks);
  objectOf[record] = object;
}

Bytes SharedObjects::total() const {
  Bytes sum = 0;
  for (const Object &object : objects)
    sum += object.size;
  return sum;
}

Plan SharedObjects::finish(const Problem &problem, uint64_t effort) const {
  std::vector<Bytes> bases;
  Bytes top = 0;
  for (const Object &object : objects) {
    bases.push_back(top);
    top += object.size;
  }
  std::vector<Bytes> offsets(problem.buffers.size());
  for (size_t i = 0; i < records.size(); ++i)
    offsets[records[i].buffer] = bases[objectOf[i]];
  return finishPlan(problem, std::move(offsets), lowerBound(problem), effort);
}

void ObjectsInUse::add(size_t object, Time end) {
  heap.emplace_back(end, object);
  std::ranges::push_heap(heap, std::greater<>());
}

void ObjectsInUse::release(Time begin,
                           const std::function<void(size_t)> &freed) {
  while (!heap.empty() && heap.front().first <= begin) {
    std::ranges::pop_heap(heap, std::greater<>());
    freed(heap.back().second);
    heap.pop_back();
  }
}
