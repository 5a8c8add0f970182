//===- Components.h - Parts of a problem that share no time -----*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_COMPONENTS_H
#define IDEALLOC_LIB_PLANNER_EXACT_COMPONENTS_H

#include "idealloc/Planner/Problem.h"

namespace idealloc {

/// Buffers that are planned together, apart from all others: no lifetime (hull)
/// crosses from one component to another.
struct Component {
  /// The problem of these buffers alone, at the first place, without ids and
  /// without gaps that free nothing. Capacity and reserved ranges are the
  /// problem's.
  Problem problem;
  /// The buffers of every place where this component occurs, in one order:
  /// equal components are planned once.
  std::vector<std::vector<size_t>> places;
};

/// The components of a problem, by begin of their first place. Two are equal if
/// they differ in times only, and those have the same order. Cost: O(n log n)
/// time, O(n) memory.
std::vector<Component> splitComponents(const Problem &problem);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_COMPONENTS_H
