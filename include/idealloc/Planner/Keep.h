//===- Keep.h - Plans that move few buffers of an old one -------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_PLANNER_KEEP_H
#define IDEALLOC_PLANNER_KEEP_H

#include "idealloc/Planner/Strategies.h"

namespace idealloc {

/// A plan, and how it differs from the old one.
struct KeptPlan {
  Plan plan = {};
  size_t kept = 0;  ///< Buffers with an old offset that are at it.
  size_t moved = 0; ///< Buffers with an old offset that are not.
  /// The makespan without any regard to the old plan.
  Bytes free = 0;
};

/// Plans with as many buffers as can be found at their old offsets.
///
/// `old` has the offset of each buffer in the old plan, unset for those that
/// are new or otherwise not to be kept. Objective: many kept, while the
/// makespan stays at most `percent` (0 or more) above that of the plan that
/// `strategy` makes without regard to the old one, and within the capacity.
/// Guarantee: those limits hold; the number kept is heuristic: old offsets are
/// pinned in groups, those of the largest buffers first, and a group that does
/// not fit is halved, down to one buffer or to the last of 64 plans. Where two
/// old offsets clash, the larger buffer stays. The status is that of the
/// problem without the old offsets; a problem for which no plan fits gets the
/// plan that says so. Cost: at most 65 plans of `strategy`, all but the first
/// of a tenth of its effort. Fails as `planWith` does.
Result<KeptPlan> planKeeping(std::string_view strategy, const Problem &problem,
                             const std::vector<std::optional<Bytes>> &old,
                             double percent,
                             const StrategyOptions &options = {});

} // namespace idealloc

#endif // IDEALLOC_PLANNER_KEEP_H
