//===- LatestEnds.h - Which blocks of buffers live on ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_LATESTENDS_H
#define IDEALLOC_LIB_PLANNER_LATESTENDS_H

#include "idealloc/Planner/Problem.h"

#include <bit>
#include <limits>

namespace idealloc {

/// An implicit tree over blocks of buffers that keeps the latest end of each,
/// private to the planner. With the buffers in blocks by begin, those that
/// conflict with a given one are in the blocks before its end whose latest end
/// is after its begin.
class LatestEnds {
public:
  explicit LatestEnds(size_t blocks)
      : leaves(std::bit_ceil(blocks)),
        latest(2 * leaves, std::numeric_limits<Time>::min()) {}

  /// A buffer in this block ends then. O(log blocks).
  void add(size_t block, Time end) {
    for (size_t node = leaves + block; node > 0 && latest[node] < end;
         node /= 2)
      latest[node] = end;
  }

  /// Calls onBlock, in ascending order, for each block below `limit` with an
  /// end after `time`. O(log blocks) for each.
  template <typename OnBlock>
  void visit(Time time, size_t limit, OnBlock onBlock) const {
    // Depth first. The next node in that order that is not below `node`: climb
    // while it is a right child.
    auto skip = [](size_t node) {
      node += 1;
      return node >> std::countr_zero(node);
    };
    size_t node = 1;
    do {
      size_t depth = std::bit_width(leaves) - std::bit_width(node);
      size_t firstBlock = (node << depth) - leaves;
      if (firstBlock >= limit)
        return;
      if (latest[node] <= time) {
        node = skip(node);
      } else if (depth > 0) {
        node *= 2;
      } else {
        onBlock(firstBlock);
        node = skip(node);
      }
    } while (node != 1);
  }

private:
  size_t leaves;            ///< A power of two.
  std::vector<Time> latest; ///< Heap order: of the blocks below a node.
};

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_LATESTENDS_H
