//===- ReuseEdges.h - Who must be done before bytes are reused --*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For engines that run ops out of order: a buffer may be written once all
// accesses to what was in its bytes before are complete.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_REUSEEDGES_H
#define IDEALLOC_PLANNER_REUSEEDGES_H

#include "idealloc/Planner/Plan.h"

namespace idealloc {

/// The accesses to buffer `first` in its live interval that ends at `end` must
/// be complete before `then` is written in its live interval that begins at
/// `begin`. `end <= begin`. Both may be one buffer, on the two sides of a gap
/// in which nobody else had its bytes.
struct ReuseEdge {
  size_t first = 0;
  Time end = 0;
  size_t then = 0;
  Time begin = 0;
  friend auto operator<=>(const ReuseEdge &, const ReuseEdge &) = default;
};

/// The fewest edges from which all others follow: live intervals that share
/// bytes are joined, in their order, by a path of edges, and no edge could be
/// left out (the transitive reduction). Sorted by begin, then `then`, then
/// `first`.
///
/// `plan` is valid for `problem` but for the capacity. Cost: O(m log m) for m
/// live intervals, plus for each interval that takes bytes of several others a
/// search among those in between, O(m^2) at worst.
std::vector<ReuseEdge> reuseEdges(const Problem &problem, const Plan &plan);

} // namespace idealloc

#endif // IDEALLOC_PLANNER_REUSEEDGES_H
