//===- BoxUnits.cpp - Boxing jobs of one height (Theorem 2) ---------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/BoxSteps.h"
#include "Boxing/RemainingJobs.h"
#include "Hash.h"
#include "SortByKey.h"
#include "Threads.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

using namespace idealloc;

namespace {

/// Jobs strictly between two critical points, and further such points.
struct Gap {
  size_t first, last;           ///< Positions by begin; some may be gone.
  size_t firstPoint, lastPoint; ///< In the pool of points, ascending.
};

/// A job that is live at a critical point, and which of those.
struct Hit {
  uint32_t node;  ///< The one at which bisection meets it.
  uint32_t order; ///< In which hits of one node came.
  JobIndex job;
};

/// Sets below this size are not cut into sets of their own.
constexpr size_t leastSet = 1 << 14;

class UnitBoxer {
public:
  UnitBoxer(const Boxes &boxes, const UnitJobs &set, double epsilon,
            Chooser &chooser)
      : boxes(boxes), remaining(boxes, set.jobs), perBox(set.perBox),
        epsilon(epsilon), chooser(chooser), pool(set.points) {}

  void run() {
    gaps.push_back({0, remaining.size(), 0, pool.size()});
    while (!gaps.empty()) {
      Gap gap = gaps.back();
      gaps.pop_back();
      split(gap);
    }
  }

  Groups boxed;
  std::vector<UnitJobs> cutOff; ///< Left to others.

private:
  void split(const Gap &gap);
  void takeHits(const Gap &gap, std::span<const Point> points);
  void boxHits();
  void boxRows();
  void pushGaps(const Gap &gap, std::span<const Point> points);
  void cutOffGaps(size_t pushed);

  const Boxes &boxes;
  RemainingJobs remaining;
  uint64_t perBox;
  double epsilon;
  Chooser &chooser;
  std::vector<Gap> gaps;      ///< Still to split, a stack.
  std::vector<Point> pool;    ///< Their points.
  std::vector<Point> points;  ///< Of the gap that is being split.
  std::vector<Hit> hits;      ///< What is live at them.
  std::vector<JobIndex> part; ///< Those met at one node.
  std::vector<JobIndex> unresolved;
  std::vector<Point> ends; ///< Begins and ends of those.
  Rows rows;
};

/// The first of the points [first, last) that bisection of [0, count) meets.
size_t bisect(size_t first, size_t last, size_t count) {
  size_t low = 0, high = count;
  while (true) {
    size_t middle = low + (high - low) / 2;
    if (middle < first)
      low = middle + 1;
    else if (middle >= last)
      high = middle;
    else
      return middle;
  }
}

} // namespace

void UnitBoxer::takeHits(const Gap &gap, std::span<const Point> points) {
  hits.clear();
  for (Point point : points)
    remaining.takeLiveAt(point, gap.first, gap.last, [&](JobIndex job) {
      size_t first =
          std::ranges::upper_bound(points, boxes[job].begin) - points.begin();
      size_t last =
          std::ranges::lower_bound(points, boxes[job].end) - points.begin();
      hits.push_back({static_cast<uint32_t>(bisect(first, last, points.size())),
                      static_cast<uint32_t>(hits.size()), job});
    });
}

void UnitBoxer::boxHits() {
  std::ranges::sort(
      hits, {}, [](const Hit &hit) { return std::pair(hit.node, hit.order); });
  unresolved.clear();
  for (size_t k = 0; k < hits.size();) {
    size_t node = hits[k].node;
    part.clear();
    for (; k < hits.size() && hits[k].node == node; ++k)
      part.push_back(hits[k].job);
    boxOnePoint(boxes, part, perBox, epsilon, boxed, unresolved);
  }
}

void UnitBoxer::boxRows() {
  colour(boxes, unresolved, rows);
  // By box, which is a run of rows; within it as they come.
  std::vector<uint32_t> order(unresolved.size());
  std::iota(order.begin(), order.end(), uint32_t(0));
  auto boxOf = [&](uint32_t k) { return rows.row[k] / perBox; };
  if (rows.count > perBox)
    sortByKey(order, std::less<>(), boxOf);
  for (size_t k = 0; k < order.size(); ++k) {
    boxed.members.push_back(unresolved[order[k]]);
    if (k + 1 == order.size() || boxOf(order[k]) != boxOf(order[k + 1]))
      boxed.close();
  }
}

void UnitBoxer::pushGaps(const Gap &gap, std::span<const Point> points) {
  ends.clear();
  for (JobIndex job : unresolved) {
    ends.push_back(boxes[job].begin);
    ends.push_back(boxes[job].end);
  }
  std::ranges::sort(ends);
  ends.erase(std::unique(ends.begin(), ends.end()), ends.end());

  size_t first = gap.first;
  auto end = ends.begin();
  size_t pushed = gaps.size();
  for (size_t k = 0; k <= points.size(); ++k) {
    size_t last = k < points.size()
                      ? remaining.firstFrom(points[k], first, gap.last)
                      : gap.last;
    size_t firstPoint = pool.size();
    for (; end != ends.end() && (k == points.size() || *end < points[k]); ++end)
      pool.push_back(*end);
    if (k < points.size() && end != ends.end() && *end == points[k])
      ++end;
    if (remaining.any(first, last))
      gaps.push_back({first, last, firstPoint, pool.size()});
    first = last;
  }
  if (gap.last - gap.first >= 2 * leastSet)
    cutOffGaps(pushed);
  // The earliest gap is next.
  std::reverse(gaps.begin() + pushed, gaps.end());
}

/// Of the gaps from `pushed` on, makes large ones sets of their own if none
/// holds nearly everything. (A set that loses a little at each step would be
/// copied too often.)
void UnitBoxer::cutOffGaps(size_t pushed) {
  auto sizeOf = [&](const Gap &gap) {
    return remaining.summary(gap.first, gap.last).count;
  };
  uint64_t total = 0, largest = 0;
  for (const Gap &gap : std::span(gaps).subspan(pushed)) {
    total += sizeOf(gap);
    largest = std::max(largest, sizeOf(gap));
  }
  if (largest > total / 4 * 3)
    return;
  auto cut = [&](const Gap &gap) {
    if (sizeOf(gap) < leastSet)
      return false;
    cutOff.push_back(
        {remaining.list(gap.first, gap.last),
         perBox,
         {pool.begin() + gap.firstPoint, pool.begin() + gap.lastPoint}});
    return true;
  };
  gaps.erase(std::remove_if(gaps.begin() + pushed, gaps.end(), cut),
             gaps.end());
}

void UnitBoxer::split(const Gap &gap) {
  points.assign(pool.begin() + gap.firstPoint, pool.begin() + gap.lastPoint);
  takeHits(gap, points);
  if (hits.empty()) {
    auto [count, key] = remaining.summary(gap.first, gap.last);
    key = mix(key + mix(perBox));
    JobIndex job = remaining.nth(gap.first, chooser.choose(key, count));
    Point chosen = boxes[job].begin + 1;
    points.insert(std::ranges::lower_bound(points, chosen), chosen);
    takeHits(gap, points);
  }
  boxHits();
  boxRows();
  pushGaps(gap, points);
}

void idealloc::boxUnits(const Boxes &boxes, std::vector<UnitJobs> sets,
                        double epsilon, Chooser &chooser, unsigned threads,
                        Groups &boxed) {
  std::erase_if(sets, [](const UnitJobs &set) { return set.jobs.empty(); });
  while (!sets.empty()) {
    std::vector<Groups> groups(sets.size());
    std::vector<std::vector<UnitJobs>> cutOff(sets.size());
    runAll(sets.size(), threads, [&](size_t k) {
      UnitBoxer boxer(boxes, sets[k], epsilon, chooser);
      boxer.run();
      groups[k] = std::move(boxer.boxed);
      cutOff[k] = std::move(boxer.cutOff);
    });
    sets.clear();
    for (size_t k = 0; k < groups.size(); ++k) {
      boxed.append(groups[k]);
      std::ranges::move(cutOff[k], std::back_inserter(sets));
    }
  }
}
