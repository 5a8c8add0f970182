//===- Bands.h - What of a plan to place again ------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where a problem is too hard to search as a whole, most of a good plan stays
// where it is, and exact search places the rest above it again, below a lower
// target. What stays is closed downwards: nothing that stays lies above
// something in conflict that does not, so that the search can place it first,
// each buffer at its minimum offset, and no higher than in the plan. Private to
// the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_BANDS_H
#define IDEALLOC_LIB_PLANNER_EXACT_BANDS_H

#include "Exact/SearchModel.h"

#include <array>

namespace idealloc {

/// A plan with every buffer at its minimum offset, given those below it. By
/// buffer of the model.
struct SettledPlan {
  std::vector<Bytes> offsets;
  std::vector<uint32_t> order; ///< By ascending offset.
  uint64_t work;               ///< Spent on it, as Search::work counts.

  /// Moves the buffers of a plan of the original problem down, the lowest ones
  /// first. O(n log n + c).
  SettledPlan(const SearchModel &model, std::span<const Bytes> original);

  std::vector<uint32_t> lowest(size_t count) const {
    return {order.begin(), order.begin() + static_cast<ptrdiff_t>(count)};
  }
};

/// Buffers that become free: what ends above a target (something does), buffers
/// below that at random, and whatever lies above one of these and conflicts
/// with it, and so on.
class Cone {
public:
  /// Keeps references. Same arguments, same cones.
  Cone(const SearchModel &model, const SettledPlan &plan, Bytes target,
       uint64_t seed);

  /// Goes on until about so many are free; false if it cannot.
  bool growTo(size_t wanted);
  /// What stays, by ascending offset.
  std::vector<uint32_t> kept() const;
  /// As Search::work counts.
  uint64_t work() const { return workDone; }

private:
  std::vector<uint32_t> highestBelow(uint32_t buffer);
  void spread(uint32_t seed);

  const SearchModel &model;
  const SettledPlan &plan;
  uint64_t random;
  std::vector<uint8_t> isFree;
  size_t count = 0;              ///< Of those.
  std::vector<uint32_t> pending; ///< Free, but not yet what is above.
  std::vector<uint32_t> out;     ///< What ends above the target.
  uint32_t current;              ///< Where the walk is.
  uint64_t workDone = 0;
};

/// What a run frees, and for how long it searches.
struct BandShape {
  bool isCone = false;
  size_t group = 0;    ///< Of the log.
  size_t free = 0;     ///< At least so many buffers,
  uint64_t length = 0; ///< and so many nodes for each.
  bool operator==(const BandShape &) const = default;
};

/// Chooses shapes by what they were worth so far: groups of shapes, bands and
/// cones of some range of sizes, get the same work, but more the more smaller
/// plans they have found. Runs are as long as in Luby's sequence, for each
/// group from the last smaller plan on. A value.
class BandLog {
public:
  /// The shape of the next run on so many buffers.
  BandShape next(size_t count, uint64_t random);
  void addWork(const BandShape &shape, uint64_t work) {
    groups[shape.group].work += work;
  }
  void addGain(const BandShape &shape) {
    ++groups[shape.group].gains;
    hasPaid = true;
  }
  /// There is another plan.
  void restart();
  bool pays() const { return hasPaid; }

private:
  struct Group {
    uint64_t work = 0;
    uint64_t gains = 0;
    uint64_t runs = 0; ///< Since the last restart.
  };
  std::array<Group, 8> groups = {}; ///< Ascending sizes; every other one cones.
  bool hasPaid = false;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_BANDS_H
