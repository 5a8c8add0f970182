//===- ValleyBands.h - What sticks out placed again -------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most of a plan stays, and placements by valleys place again what lies above
// some offset around a buffer that ends highest: many short searches in place
// of one over all. Private to the planner; docs/Exact.md says why what comes of
// it is a plan.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_VALLEYBANDS_H
#define IDEALLOC_LIB_PLANNER_FIT_VALLEYBANDS_H

#include "Fit/ValleySearch.h"

#include <array>

namespace idealloc {

/// Chooses parts of a plan and places them again. A part is closed upwards:
/// whatever lies above something in it and conflicts with that is in it, too.
/// Sizes of parts, from 32 buffers to all, are eight groups, which get the same
/// work, and more the more smaller plans they have found; where its sections
/// have no room for a part, it gets twice as large. Deterministic.
class ValleyBands {
public:
  /// Keeps references; the search is one of the whole problem, whose weights
  /// are those of the best plan. Memory: O(n).
  ValleyBands(const Problem &problem, ValleySearch &search, uint64_t seed);

  /// Places one part of a valid plan again, until it ends lower than that
  /// plan's makespan and what stays, or 60 placements in a row have failed, or
  /// about `workLeft` units are spent; true if it changed the offsets. They
  /// stay valid; the makespan does not rise, and where it stays fewer buffers
  /// reach it. Cost besides placements: O(n log n).
  bool next(std::vector<Bytes> &offsets, uint64_t workLeft,
            const Deadline &deadline);

  /// In the units of Search::work.
  uint64_t work() const { return workDone; }

private:
  using Sections = Valleys::Sections;
  struct Group {
    uint64_t work = 0, gains = 0;
  };

  Bytes endOf(uint32_t k) const {
    return plan[k] + problem.buffers[valleys.originals()[k]].size;
  }
  void follow(const std::vector<Bytes> &offsets);
  size_t wantedFor(size_t group, uint64_t random) const;
  Sections stretchAround(uint32_t peak, uint64_t random) const;
  uint32_t highest() const;
  size_t levelFor(uint32_t peak, Sections stretch, size_t wanted, bool isExact);
  size_t spread(size_t level, Sections &within, bool isMarked);
  Valleys::Part partFrom(size_t level, Sections within);
  bool placeAgain(const Valleys::Part &part, ValleySearch &own,
                  uint64_t workLeft, const Deadline &deadline);
  void sortFree(std::vector<uint32_t> moved);

  const Problem &problem;
  ValleySearch &whole;
  const Valleys &valleys;
  const uint64_t seed;
  Bytes mostAlignment = 1;
  std::vector<Bytes> plan; ///< Offsets, by position, as is what follows.
  std::vector<uint8_t> isFree;
  std::vector<uint32_t> order; ///< Positions by ascending offset.
  std::array<Group, 8> groups = {};
  uint64_t parts = 0;
  uint64_t workDone = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_VALLEYBANDS_H
