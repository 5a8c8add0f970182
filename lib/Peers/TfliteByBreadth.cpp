//===- TfliteByBreadth.cpp - Objects, broadest tasks first ----------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "SortByKey.h"
#include "TfliteObjects.h"
#include "idealloc/Peers/Peers.h"

#include <algorithm>
#include <bit>
#include <functional>
#include <numeric>
#include <tuple>

using namespace idealloc;

namespace {

/// The smallest value in a range of a list. O(n log n) to make.
class RangeMinimum {
public:
  explicit RangeMinimum(std::vector<size_t> values) {
    levels.push_back(std::move(values));
    for (size_t step = 1; 2 * step <= levels.front().size(); step *= 2) {
      const std::vector<size_t> &half = levels.back();
      std::vector<size_t> level;
      for (size_t i = 0; i + step < half.size(); ++i)
        level.push_back(std::min(half[i], half[i + step]));
      levels.push_back(std::move(level));
    }
  }

  /// Over [begin, end), which is not empty. O(1).
  size_t in(size_t begin, size_t end) const {
    size_t level = std::bit_width(end - begin) - 1;
    const std::vector<size_t> &minima = levels[level];
    return std::min(minima[begin], minima[end - (size_t(1) << level)]);
  }

private:
  std::vector<std::vector<size_t>> levels; ///< Of 2^k values from each on.
};

/// The place of each task when they are visited broadest first, then earliest.
std::vector<size_t> places(const std::vector<UsageRecord> &records) {
  size_t count = 0;
  for (const UsageRecord &record : records)
    count = std::max(count, static_cast<size_t>(record.tasks.end));
  std::vector<Bytes> breadths(count + 1);
  for (const UsageRecord &record : records) {
    breadths[record.tasks.begin] += record.size;
    breadths[record.tasks.end] -= record.size;
  }
  std::partial_sum(breadths.begin(), breadths.end(), breadths.begin());
  std::vector<size_t> tasks(count);
  std::iota(tasks.begin(), tasks.end(), size_t(0));
  sortByKey(tasks, std::greater<>(),
            [&](size_t task) { return breadths[task]; });
  std::vector<size_t> place(count);
  for (size_t i = 0; i < count; ++i)
    place[tasks[i]] = i;
  return place;
}

/// A task assigns what no task before it has; so a record's turn comes with
/// the first task of its lifetime that is visited.
std::vector<size_t> turns(const std::vector<UsageRecord> &records) {
  RangeMinimum firstVisit(places(records));
  std::vector<std::tuple<size_t, Bytes, size_t>> keys;
  for (size_t i = 0; i < records.size(); ++i) {
    const Interval &tasks = records[i].tasks;
    keys.emplace_back(firstVisit.in(tasks.begin, tasks.end), -records[i].size,
                      i);
  }
  std::ranges::sort(keys);
  std::vector<size_t> order;
  for (const auto &key : keys)
    order.push_back(std::get<2>(key));
  return order;
}

/// Whether an object of size `a` suits a buffer better than one of size `b`.
bool suitsBetter(Bytes a, Bytes b, Bytes size) {
  return b < size ? a > b : size <= a && a < b;
}

} // namespace

SharedObjects
idealloc::objectsByBreadth(const std::vector<UsageRecord> &records) {
  SharedObjects objects(records);
  for (size_t i : turns(records)) {
    size_t best = objects.count();
    for (size_t object = 0; object < objects.count(); ++object)
      if ((best == objects.count() ||
           suitsBetter(objects.size(object), objects.size(best),
                       records[i].size)) &&
          objects.isFree(object, records[i].tasks))
        best = object;
    objects.assign(i, best == objects.count() ? objects.open() : best);
  }
  return objects;
}

Plan idealloc::planTfliteObjectsByBreadth(const Problem &problem) {
  std::vector<UsageRecord> records = usageRecords(problem);
  return objectsByBreadth(records).finish(problem);
}
