//===- Tiling.h - Plans without a byte to spare -----------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Where LOAD bytes are live all the time, a plan of LOAD tiles a rectangle. At
// an instant at which some buffers end, others take their bytes: the vertical
// lines of the tiling. Each line exchanges a contiguous set of buffers for
// another of the same size, and any sequence of such exchanges is a plan. So
// what is to be found is which buffers belong to one line; where one ends at a
// time, its orders follow in linear time from a PQ-tree, as for planar
// graphs. Private to the planner; see docs/Exact.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_TILING_TILING_H
#define IDEALLOC_LIB_PLANNER_TILING_TILING_H

#include "Deadline.h"

namespace idealloc {

/// True if every instant from the first begin to the last end has LOAD bytes
/// live, in a problem without pins, reserved ranges and gaps whose alignments
/// divide every size. O(n log n).
bool isTiling(const Problem &problem);

struct TilingResult {
  std::vector<Bytes> offsets = {}; ///< Of the smallest plan found; or empty.
  uint64_t work = 0;               ///< Spent, as Search::work counts.
};

/// A beam search over time for the lines of a problem that isTiling, wider and
/// wider until it has a plan of LOAD bytes or half of the work is spent. At
/// each instant a state is split as far as sums of sizes and the orders allow;
/// those states are kept that leave the most orders and have the least likely
/// coincidences of sums. With the other half it does the same, but goes on with
/// bytes to spare or too few (Rooms.h) where it would end, so that it has a
/// plan, a larger one, at any rate. Proves nothing. Memory: O(n + states * live
/// buffers).
TilingResult findTiling(const Problem &problem, uint64_t workLimit,
                        const Deadline &deadline);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_TILING_TILING_H
