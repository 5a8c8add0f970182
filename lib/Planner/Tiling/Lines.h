//===- Lines.h - What ends at one instant, and what takes its place -------===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The lines of a tiling at one instant, and offsets from all of them. Private
// to the planner.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_TILING_LINES_H
#define IDEALLOC_LIB_PLANNER_TILING_LINES_H

#include "Tiling/ContiguityTree.h"
#include "idealloc/Planner/Problem.h"

#include <algorithm>
#include <limits>

namespace idealloc {

/// Buffers that end and buffers that begin, of equal totals. *Holes*, bytes
/// that no buffer has, are like buffers, with numbers from that of all buffers
/// on.
struct Line {
  std::vector<uint32_t> ends = {};
  std::vector<uint32_t> begins = {};
};

/// The orders of the live buffers that are left, and how they came about.
struct SplitState {
  ContiguityTree tree;
  std::vector<Line> lines = {}; ///< Of the instant.
  /// Bits, in units of 1/1024, by which equal sums of lines are less likely
  /// than a coincidence. Over all instants.
  int64_t evidence = 0;
  int64_t score = 0;                ///< That and the freedom of the tree.
  std::vector<uint32_t> holes = {}; ///< That there are now.
  Bytes excess = 0; ///< By which plans are larger than LOAD, at most.
};

/// How much is tried for one state at one instant.
struct SplitLimits {
  size_t results; ///< Ways to split.
  size_t tries;   ///< Incomplete ways looked at.
  /// Rough ways: what is left may have bytes to spare, or too few.
  bool isRough = false;
  /// Units of work of the splitter after which one more try is the last.
  uint64_t work = std::numeric_limits<uint64_t>::max();

  static SplitLimits ofWidth(size_t width) {
    return {std::min<size_t>(200, 3 + width),
            std::min<size_t>(3000, 30 + 10 * width)};
  }
};

/// Splits all that ends and begins at an instant into lines.
class InstantSplitter {
public:
  /// Finds the lines that there may be: up to eight buffers on each side with
  /// equal totals, where the sets of one size are at most `subsets`, the least
  /// likely coincidences first. `sizes` are those of all buffers and holes, to
  /// which it adds. Keeps references.
  InstantSplitter(std::vector<Bytes> &sizes, const Line &instant,
                  double subsets);

  /// Ways to take some of these lines, as the orders allow, and one of all the
  /// rest, or what fillRooms makes of it. Those come first that are the least
  /// likely coincidences.
  std::vector<SplitState> split(SplitState state, const SplitLimits &limits);

  /// So far, as Search::work counts.
  uint64_t work() const { return workDone; }

private:
  struct Candidate {
    Line line;
    int64_t evidence;
  };

  bool canTake(SplitState &state, const Line &line);
  SplitState withLine(const SplitState &state, const Line &line);
  std::optional<SplitState> withRest(SplitState &state, const Line &rest);
  SplitState withRooms(const SplitState &state, const Line &rest);

  std::vector<Bytes> &sizes;
  const Line &instant;
  std::vector<Candidate> candidates;
  uint64_t workDone = 0;
};

/// The offsets, of holes too, in which the ends of each line lie in the order
/// given, in the bytes of its begins; the last order is that of what is live in
/// the end. A plan if the begins of each line are contiguous, which is not
/// checked.
std::vector<Bytes> stackLines(const std::vector<Bytes> &sizes,
                              const std::vector<Line> &lines,
                              const std::vector<std::vector<uint32_t>> &orders);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_TILING_LINES_H
