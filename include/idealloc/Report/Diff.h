//===- Diff.h - What has changed between two plans --------------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_REPORT_DIFF_H
#define IDEALLOC_REPORT_DIFF_H

#include "idealloc/Planner/Result.h"
#include "idealloc/Text/ProblemText.h"

namespace idealloc {

/// A buffer of both plans, by its index in each.
struct BufferPair {
  size_t before = 0;
  size_t after = 0;
  friend auto operator<=>(const BufferPair &, const BufferPair &) = default;
};

/// What has changed. Buffers are the same if they have the same id; one may
/// stand in several lists. Indices ascend by the plan after, those of `gone` by
/// the plan before.
struct PlanDiff {
  std::vector<size_t> added = {};        ///< Only in the plan after.
  std::vector<size_t> gone = {};         ///< Only in the plan before.
  std::vector<BufferPair> moved = {};    ///< Another offset.
  std::vector<BufferPair> resized = {};  ///< Another size.
  std::vector<BufferPair> relived = {};  ///< Another lifetime or other gaps.
  size_t unchanged = 0;                  ///< None of these.
  Bytes arenaBefore = 0, arenaAfter = 0; ///< The highest ends of buffers.
  Bytes peakBefore = 0, peakAfter = 0;   ///< LOAD.
  Bytes totalBefore = 0, totalAfter = 0; ///< Of all buffers.
};

/// Compares two plans: problems whose text states an offset for each buffer;
/// else the error names the first one without. Cost: O(n log n).
Result<PlanDiff> diffPlans(const ProblemText &before, const ProblemText &after);

/// "grown by 40 bytes, from 150 to 190", of an arena that is larger now.
std::string grownBy(const PlanDiff &diff);

/// For a terminal; lists are cut to their largest entries, and say so.
std::string diffText(const ProblemText &before, const ProblemText &after,
                     const PlanDiff &diff);

/// One JSON object: arena_before arena_after peak_before peak_after
/// total_before total_after unchanged added gone moved resized relived; the
/// lists hold objects with the id and the figures before and after.
std::string diffJson(const ProblemText &before, const ProblemText &after,
                     const PlanDiff &diff);

} // namespace idealloc

#endif // IDEALLOC_REPORT_DIFF_H
