//===- ReachableEnds.h - Which makespans there can be -----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Once a capacity is refuted, a plan ends at the next makespan that is possible
// at all. Private to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_REACHABLEENDS_H
#define IDEALLOC_LIB_PLANNER_EXACT_REACHABLEENDS_H

#include "Exact/SearchModel.h"

namespace idealloc {

/// The ends that a settled plan of one model can have: without obstacles a sum
/// of sizes less a padding, else a multiple of the granule less one.
class ReachableEnds {
public:
  /// The lowest one above `above`, or `best` or more where there is none below
  /// `best`, the makespan of a plan. The sums are found at the first call:
  /// O(n * best / granule / 64), none beyond 2^20 granules.
  Bytes nextAbove(const SearchModel &model, Bytes above, Bytes best);

private:
  std::vector<uint64_t> sums; ///< Bit k: some sizes sum up to k granules.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_REACHABLEENDS_H
