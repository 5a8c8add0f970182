//===- GrowingSizes.h - What sticks out goes earlier ------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Improves first fit by size where a search of any kind is too slow to. Private
// to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_FIT_GROWINGSIZES_H
#define IDEALLOC_LIB_PLANNER_FIT_GROWINGSIZES_H

#include "Placement.h"

namespace idealloc {

/// First fit by descending size, of equals by begin. Each decode but the first
/// takes a buffer for twice as large, in the order alone, for each one before
/// in which it ended above the bound. A decode costs a first fit; its makespan
/// may be larger than that of the one before. No randomness, no guarantee.
/// Keeps references; the problem may have anything. Memory: O(n). Source:
/// Joslin and Clements, Squeaky wheel optimization (JAIR 10, 1999).
class GrowingSizes {
public:
  GrowingSizes(const Problem &problem, Bytes bound, const Deadline &deadline);

  /// One decode; false if it does not end below `limit` or the deadline came.
  bool next(Bytes limit);

  const std::vector<Bytes> &offsets() const { return placer.offsets(); }
  Bytes makespan() const { return placer.makespan(); }
  uint64_t decodes() const { return count; }
  /// As counted by the placer.
  uint64_t work() const { return placer.work(); }

private:
  const Problem &problem;
  const Bytes bound;
  Placer placer;
  std::vector<size_t> order;
  std::vector<uint8_t> doublings; ///< By buffer.
  uint64_t count = 0;
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_FIT_GROWINGSIZES_H
