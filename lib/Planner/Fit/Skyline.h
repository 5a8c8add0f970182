//===- Skyline.h - Placing the lowest buffer first --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The other way to turn an order into a plan, private to the planner: never
// puts a buffer below another, as exact search does, so that a decode is one
// dive of it without a second try.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_SKYLINE_H
#define IDEALLOC_LIB_PLANNER_FIT_SKYLINE_H

#include "LatestEnds.h"
#include "Placement.h"

namespace idealloc {

/// Places all buffers of a problem in a given order. Keeps a reference to the
/// problem, which has no pins, reserved ranges and gaps.
class Skyline {
public:
  explicit Skyline(const Problem &problem);

  static bool appliesTo(const Problem &problem);

  /// The minimum offset of a buffer is the lowest aligned one that is not below
  /// the end of any placed buffer in conflict with it. Places the buffer with
  /// the lowest minimum offset there, the first by `order` of equals, until all
  /// are placed. Unlike first fit in the order of the offsets of a
  /// plan, it can make that plan larger. Gives up, and returns false, as
  /// soon as the makespan would reach `limit` or a deadline has come. Cost:
  /// O((n
  /// + c) log n) time for c conflicting pairs, O(n) memory. Deterministic.
  bool place(std::span<const size_t> order,
             Bytes limit = std::numeric_limits<Bytes>::max(),
             const Deadline *deadline = nullptr);

  /// Of the last placement that succeeded.
  const std::vector<Bytes> &offsets() const { return placed; }
  Bytes makespan() const { return top; }

  /// Buffers placed and buffers looked at by all placements so far.
  uint64_t work() const { return workDone; }

private:
  /// What is to be placed next: the least comes first.
  struct Entry {
    Bytes offset;
    uint32_t rank;
    uint32_t position;
    bool operator>(const Entry &other) const {
      return std::pair(offset, rank) > std::pair(other.offset, other.rank);
    }
  };

  void raise(size_t position, Bytes end);
  void raiseBlock(size_t block, size_t limit, Time begin, Bytes end);

  /// Positions per block.
  static constexpr size_t blockSize = 32;

  const Problem &problem;
  std::vector<size_t> buffers;    ///< By position; positions ascend by begin.
  std::vector<uint32_t> position; ///< By buffer.
  std::vector<Time> begins;       ///< By position, as is what follows.
  std::vector<Time> ends;
  std::vector<Bytes> floors; ///< The highest end of what is in the way.
  LatestEnds latest;         ///< Of all buffers, in blocks.
  std::vector<Entry> heap;   ///< Offsets may be outdated, hence too low.
  std::vector<Bytes> placed;
  Bytes top = 0;
  uint64_t workDone = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_SKYLINE_H
