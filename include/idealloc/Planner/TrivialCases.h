//===- TrivialCases.h - Problems whose optimum is easy ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each returns a plan whose makespan equals the lower bound, or nullopt when
// its case does not apply. A problem is *plain* when it has no pins, no
// reserved ranges, no gaps, and every alignment divides every size; without
// that OPT may exceed LOAD (two buffers of 3 bytes at alignment 2, live
// together: LOAD 6, OPT 7). Cost of each: O(n log n) time, O(n) memory.
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_TRIVIALCASES_H
#define IDEALLOC_PLANNER_TRIVIALCASES_H

#include "idealloc/Planner/Plan.h"

namespace idealloc {

/// No two buffers conflict: each goes to its pin or to the lowest aligned place
/// clear of the reserved ranges. Applies to every problem, plain or not:
/// nothing else competes for that place, so no plan is smaller.
std::optional<Plan> planDisjoint(const Problem &problem);

/// Plain, and all sizes are equal: interval colouring in rows of that size.
/// Visiting buffers by begin and reusing any free row opens a new row only when
/// all are in use at that instant, so rows * size = LOAD.
std::optional<Plan> planEqualSizes(const Problem &problem);

/// Plain, and at most two buffers are live at any instant: each goes to offset
/// 0 or ends at LOAD, whichever side the other live buffer does not hold. Two
/// that are live together sum to at most LOAD, so they do not meet.
std::optional<Plan> planAtMostTwo(const Problem &problem);

/// Plain, and any two lifetimes are nested or disjoint: a stack. Each buffer
/// sits on the innermost one that encloses it; its end is the sum of the sizes
/// live when it begins, which is at most LOAD.
std::optional<Plan> planLaminar(const Problem &problem);

/// All buffers are live at one instant, whatever gaps they have elsewhere, and
/// the problem is plain but for these or all have one alignment and nothing
/// else is in the way: stacked by index, but the one with the most padding, the
/// last of equals, on top. Each of the others takes its size rounded up,
/// whatever the order. Where that pads any, it has to fit the capacity, too.
std::optional<Plan> planOneInstant(const Problem &problem);

/// The first of the trivial cases above that applies.
std::optional<Plan> planTrivial(const Problem &problem);

} // namespace idealloc

#endif // IDEALLOC_PLANNER_TRIVIALCASES_H
