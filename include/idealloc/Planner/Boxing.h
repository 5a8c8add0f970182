//===- Boxing.h - The boxing allocator --------------------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Near-optimal plans for problems of any size. Contract of every planner:
// Plan.h; the method: docs/Boxing.md.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_BOXING_H
#define IDEALLOC_PLANNER_BOXING_H

#include "idealloc/Planner/Budget.h"
#include "idealloc/Planner/Plan.h"

namespace idealloc {

/// Where the critical points of boxing come from.
enum class BoxingSearch {
  Tree,   ///< Monte Carlo tree search over them.
  Random, ///< Each drawn anew.
};

/// What boxing does beyond the theorems, which leave the order of rows and the
/// last epsilon open. None changes a guarantee; what each is worth is measured
/// in docs/Boxing.md.
struct BoxingRules {
  bool drawEpsilon = true; ///< The last epsilon is a choice, else the largest.
  bool largestLowest = true; ///< Rows with the largest buffers are lowest.
  bool shakeRows = true;     ///< That up to a factor: a choice for each row.
  bool rowsByArea = true;    ///< Rows in boxes by area or not: a choice.
  bool lowestFirst = true;   ///< Tightening places the lowest buffer next.
  bool dummyJob = false;     ///< Where sizes differ by a factor below 2216.5,
                             ///< the dummy job of the reference.
};

struct BoxingOptions {
  /// An iteration is one boxing with one placement of all buffers, or one
  /// further placement of them, by repair or as fallback. Unset: effort * 1000,
  /// but not more than effort * 2^27 units of work pay for, a buffer placed or
  /// a placed buffer looked at; at least 2.
  Budget budget = {};
  BoxingRules rules = {};
  BoxingSearch search = BoxingSearch::Tree;
  /// Independent trees, at least 1, that share the iterations. More find more
  /// in many iterations and less in few.
  uint64_t trees = 2;
  /// Improve the best plan of each tree by exchanging buffers.
  bool repair = true;
  /// Also try first fit by size, then length, as one more iteration.
  bool fallback = true;
  /// Epsilon of the last boxing, between 0 and 0.618: sizes in one class differ
  /// by up to a factor of 1 + epsilon. Unset: a choice of each boxing.
  std::optional<double> epsilon = std::nullopt;
};

/// The trivial cases, then the boxing allocator again and again; the smallest
/// plan is kept. A boxing puts all buffers into boxes of one height, boxes in
/// boxes if need be, and takes them out row by row, which gives each a loose
/// offset. Tightening places them anew in the order of these: in the first run
/// by first fit, later, without pins, reserved ranges and gaps, always what can
/// be placed lowest (lib/Planner/Fit/Skyline.h). Stops at the lower bound.
///
/// Where there are two iterations or more, the second is the fallback. Where
/// there is repair, each tree spends the first half of its share on boxings and
/// the rest on exchanging buffers in the order of its best plan
/// (lib/Planner/Fit/LocalSearch.h). With `search` Random and without repair,
/// run k is the same however many there are.
///
/// Objective: makespan. Guarantee: optimal in the trivial cases; without pins
/// and reserved ranges no larger than the first loose offsets, in theory LOAD *
/// (1 + O((largest size / LOAD)^(1/7))); with a fallback and two iterations no
/// larger than first fit by size. Alignments hold for boxes and loose offsets
/// too. Gaps are filled by boxing and used by tightening. Pinned buffers are
/// not boxed: they and reserved ranges are obstacles for tightening, the loose
/// offsets an order and no more. Where n of the last boxes could end above
/// 2^62, nothing is boxed and the fallback is repaired. Cost of one iteration:
/// O((n + c) log n) time, c the number of conflicting pairs, which are never
/// stored; O(n) memory for each tree. Source: Buchsbaum, Karloff, Kenyon,
/// Reingold, Thorup, "OPT versus LOAD in dynamic storage allocation" (STOC
/// 2003); docs/Boxing.md. Fails (status Unknown) when no iteration fits a
/// capacity that no bound rules out.
Plan planBoxing(const Problem &problem, const BoxingOptions &options = {});

} // namespace idealloc

#endif // IDEALLOC_PLANNER_BOXING_H
