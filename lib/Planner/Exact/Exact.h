//===- Exact.h - What exact search and portfolio share ----------*- C++ -*-===//
//
// Part of the idealloc project, under the Apache License v2.0 with LLVM
// Exceptions. See LICENSE for license information.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef IDEALLOC_LIB_PLANNER_EXACT_EXACT_H
#define IDEALLOC_LIB_PLANNER_EXACT_EXACT_H

#include "Exact/Minimizer.h"

namespace idealloc {

/// The plan of a minimiser, as finishPlan makes it; where search and no simpler
/// bound proved that nothing fits, with a conflict set found by search, which
/// costs up to a quarter of the budget once more. `decodes` adds to the effort.
Plan finishSearch(const Problem &problem, const Minimizer &minimizer,
                  uint64_t decodes, const ExactOptions &options,
                  const Deadline &deadline);

/// Up to what planPortfolio spends above 10,000 buffers.
enum class Spending {
  AsFirstFit, ///< Search gets some times what one first fit takes.
  AsSearch,   ///< At least what it gets with fewer buffers.
};

/// What planAuto and planExact have in common, which is all of it up to 10,000
/// buffers: see there. Options have random restarts.
Plan planPortfolio(const Problem &problem, const ExactOptions &options,
                   Spending spending);

} // namespace idealloc

#endif // IDEALLOC_LIB_PLANNER_EXACT_EXACT_H
