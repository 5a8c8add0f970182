//===- LowestFirst.h - Skylines in the order of the totals ------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What exact search does first, for problems of any size: the lowest buffer
// next, of equals the one from the fullest instant. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_LOWESTFIRST_H
#define IDEALLOC_LIB_PLANNER_FIT_LOWESTFIRST_H

#include "Fit/Skyline.h"

namespace idealloc {

/// One decode after the other, by the largest total of bytes live with a buffer
/// and then, in turn, by the instants in its lifetime at which something begins
/// or ends, by its area, by its length and by its size, the largest first;
/// after these four by the same with a little noise. Keeps references; the
/// problem is one that Skyline::appliesTo. Memory: O(n).
class LowestFirst {
public:
  /// Begins with the given one of the four.
  LowestFirst(const Problem &problem, uint64_t seed, uint64_t start = 0);

  /// How many decodes are without noise, and which one goes by area.
  static constexpr uint64_t plainDecodes = 4;
  static constexpr uint64_t byArea = 1;

  /// True if the next decode ends below `limit`.
  bool next(Bytes limit, const Deadline &deadline);

  const std::vector<Bytes> &offsets() const { return skyline.offsets(); }
  Bytes makespan() const { return skyline.makespan(); }
  uint64_t decodes() const { return count; }
  /// As counted by the skyline.
  uint64_t work() const { return skyline.work(); }

private:
  const Problem &problem;
  Skyline skyline;
  const uint64_t seed;
  const uint64_t start;
  std::vector<Bytes> totals;      ///< By buffer, the largest.
  std::vector<uint32_t> instants; ///< By buffer.
  uint64_t count = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_LOWESTFIRST_H
