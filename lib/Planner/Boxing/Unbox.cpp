//===- Unbox.cpp - From boxes back to buffers -----------------------------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Boxing/Unbox.h"
#include "Hash.h"

#include <algorithm>
#include <numeric>
#include <utility>

using namespace idealloc;

namespace {

/// Original jobs in a job, or in a row of jobs.
struct Weight {
  double area = 0;   ///< Their heights times lengths.
  Bytes largest = 0; ///< The largest height.

  void add(const Weight &other) {
    area += other.area;
    largest = std::max(largest, other.largest);
  }
};

class Unboxer {
public:
  Unboxer(const Boxes &boxes, bool byArea);

  /// Gives offsets to some jobs that are stacked from `base` on, rows with
  /// higher keys first. `keyOf` takes a row and its weight.
  template <typename KeyOf>
  void place(std::span<const JobIndex> jobs, Bytes base, KeyOf keyOf);

  /// Places the contents of all boxes that are placed.
  void open();

  std::vector<Bytes> offsets;

private:
  const Boxes &boxes;
  bool byArea;                  ///< How rows in boxes are ordered.
  std::vector<Weight> weights;  ///< Per job.
  std::vector<JobIndex> placed; ///< Boxes, still to open.
  Rows rows;
  std::vector<Weight> rowWeights; ///< Scratch of place, as are the rest.
  std::vector<Bytes> rowHeights;
  std::vector<double> rowKeys;
  std::vector<uint32_t> rowOrder;
};

} // namespace

Unboxer::Unboxer(const Boxes &boxes, bool byArea)
    : offsets(boxes.size()), boxes(boxes), byArea(byArea),
      weights(boxes.size()) {
  // A box comes after what it holds.
  for (JobIndex job = 0; job < boxes.size(); ++job) {
    const Job &self = boxes[job];
    if (boxes.isBox(job))
      for (JobIndex member : boxes.members(job))
        weights[job].add(weights[member]);
    else
      weights[job] = {static_cast<double>(self.height) *
                          static_cast<double>(self.end - self.begin),
                      self.height};
  }
}

template <typename KeyOf>
void Unboxer::place(std::span<const JobIndex> jobs, Bytes base, KeyOf keyOf) {
  colour(boxes, jobs, rows);
  rowWeights.assign(rows.count, {});
  rowHeights.assign(rows.count, 0);
  for (size_t k = 0; k < jobs.size(); ++k) {
    uint32_t row = rows.row[k];
    rowWeights[row].add(weights[jobs[k]]);
    rowHeights[row] = std::max(rowHeights[row], boxes[jobs[k]].height);
  }
  rowKeys.resize(rows.count);
  for (uint32_t row = 0; row < rows.count; ++row)
    rowKeys[row] = keyOf(row, rowWeights[row]);
  rowOrder.resize(rows.count);
  std::iota(rowOrder.begin(), rowOrder.end(), uint32_t(0));
  std::ranges::sort(rowOrder, [&](uint32_t a, uint32_t b) {
    return rowKeys[a] != rowKeys[b] ? rowKeys[a] > rowKeys[b] : a < b;
  });
  for (uint32_t row : rowOrder) {
    // From here on the offset of the row.
    Bytes height = std::exchange(rowHeights[row], base);
    base += height;
  }
  for (size_t k = 0; k < jobs.size(); ++k) {
    offsets[jobs[k]] = rowHeights[rows.row[k]];
    if (boxes.isBox(jobs[k]))
      placed.push_back(jobs[k]);
  }
}

void Unboxer::open() {
  auto keyOf = [&](uint32_t, const Weight &weight) {
    return byArea ? weight.area : 0.0;
  };
  while (!placed.empty()) {
    JobIndex box = placed.back();
    placed.pop_back();
    place(boxes.members(box), offsets[box], keyOf);
  }
}

std::vector<Bytes> idealloc::unbox(const Boxes &boxes,
                                   std::span<const JobIndex> top,
                                   const BoxingRules &rules, Chooser &chooser) {
  static constexpr double factors[] = {1, 1, 0.7, 1.4};
  auto factorOf = [&](uint32_t row) {
    if (!rules.shakeRows)
      return 1.0;
    return factors[chooser.choose(mix(choiceOfOuterRow + row),
                                  std::size(factors))];
  };
  bool byArea =
      rules.rowsByArea && chooser.choose(mix(choiceOfInnerRows), 2) == 1;
  Unboxer unboxer(boxes, byArea);
  unboxer.place(top, 0, [&](uint32_t row, const Weight &weight) {
    return rules.largestLowest
               ? static_cast<double>(weight.largest) * factorOf(row)
               : 0.0;
  });
  unboxer.open();
  unboxer.offsets.resize(boxes.originals());
  return std::move(unboxer.offsets);
}
